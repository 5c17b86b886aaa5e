"""Published figures: read from the folder `results`, brought to SI units, each with its interval."""

import json
import math
from pathlib import Path

# The unit as printed: SI unit, factor.
UNITS = {
    "TFLOP/s": ("FLOP/s", 1e12), "TOP/s": ("OP/s", 1e12), "GB/s": ("B/s", 1e9), "GiB/s": ("B/s", 2.0**30),
    "MB": ("B", 1e6), "MiB": ("B", 2.0**20), "GB": ("B", 1e9), "GiB": ("B", 2.0**30),
    "us": ("s", 1e-6), "ms": ("s", 1e-3), "s": ("s", 1.0), "MHz": ("Hz", 1e6), "GHz": ("Hz", 1e9),
    "mm2": ("mm²", 1.0), "tok/s": ("token/s", 1.0), "percent": ("ratio", 0.01),
}

# Scatter of the chips of one node: the range over eight chips is 4.9 %, which is 2.85 standard deviations.
CHIP_SPREAD = 1.96 * 0.049 / 2.85

GUESSED_CACHE = 64 * 2**20  # of a product whose size is unknown

# Members of `workload` that do not say what the task is: the software that did it, and remarks.
SOFTWARE = ("kernel", "program", "engineVersion", "engineOptions", "engineDate", "backend", "system", "submitter")
REMARKS = ("kind", "text", "data", "bestOf", "cardsAveraged", "against", "mfuPercent", "achievedRequestsPerSecond",
           "ttftMs", "tpotMs", "latencyMs", "memoryUsedGb", "weightBytes", "systemAccelerators", "inputTokensTotal", "outputTokensTotal",
           "timeUs", "algbwGBps", "rdmaGBps", "bidirectionalGBps")

# What a rate of tokens counts if the figure does not say it.
TOKENS = {"prefill-throughput": "input", "decode-throughput": "output"}


def merge_patch(target, patch):
    """RFC 7386."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


class Figure:
    def __init__(self, raw, nominal):
        self.raw = raw
        self.nominal = nominal
        self.id = raw["id"]
        self.accelerator, self.variant = raw["accelerator"], raw["variant"]
        self.product = f"{self.accelerator}-{self.variant}"
        self.quantity = raw["quantity"]
        self.confidence = raw["confidence"]
        self.source = raw["source"]
        self.count = raw.get("count", 1)
        self.dtype = raw.get("dtype", {})
        self.workload = raw.get("workload", {})
        self.method = raw.get("method", {})
        self.unit_class = raw.get("unitClass")
        self.sparsity = raw.get("sparsity")
        self.convention = raw.get("flopConvention")
        self.unit, self.factor = UNITS.get(raw.get("unit"), (raw.get("unit"), 1.0))
        self.value = raw["value"] * self.factor if "value" in raw else None
        if self.is_step_time():
            # The time of a step of a batch, as the tokens that it generates a second.
            self.quantity, self.unit, self.value = "decode-throughput", "token/s", self.workload["batch"] / self.value
            self.workload = self.workload | {"tokens": "output"}
        elif self.is_prompt_time():
            # The time to read the prompts of a batch, as the tokens that it reads a second.
            self.quantity, self.unit, self.value = "prefill-throughput", "token/s", self.prompt_tokens() / self.value
            self.workload = {name: word for name, word in self.workload.items() if name not in ("outputTokens", "contextTokens")}
            self.workload["tokens"] = "input"
        elif self.is_request_time():
            # The time of a batch of requests, as the tokens that it generates a second.
            self.quantity, self.unit, self.value = "offline-throughput", "token/s", self.generated_tokens() / self.value
            self.workload = self.workload | {"tokens": "output"}
        elif is_practically_decoding(self.quantity, self.workload):
            # The prompt is read in about one step of a hundred or more.
            self.quantity, self.workload = "decode-throughput", self.workload | {"phase": "decode"}
        self.task = task_of(self.workload, raw)

    def is_request_time(self):
        return (self.quantity == "request-time" and self.value is not None and self.workload.get("kind") == "llm"
                and self.workload.get("phase") == "generate" and "batch" in self.workload and "outputTokens" in self.workload
                and "per" not in self.workload)

    def generated_tokens(self):
        return self.workload["batch"] * self.workload["outputTokens"]

    def is_step_time(self):
        return (self.quantity == "time-per-output-token" and self.value is not None and self.workload.get("kind") == "llm"
                and self.workload.get("phase") == "decode" and "batch" in self.workload and "per" not in self.workload)

    def is_prompt_time(self):
        return (self.quantity == "time-to-first-token" and self.value is not None and self.workload.get("kind") == "llm"
                and self.workload.get("phase") == "prefill" and "batch" in self.workload and "inputTokens" in self.workload
                and self.workload.get("outputTokens", 1) == 1 and "per" not in self.workload)

    def prompt_tokens(self):
        return self.workload["batch"] * self.workload["inputTokens"]

    def converted(self, printed):
        """A value in the printed unit, as `value` is."""
        value = printed * self.factor
        if self.quantity == self.raw["quantity"] or self.raw["quantity"] == "offline-throughput":
            return value
        tokens = (self.workload["batch"] if self.quantity == "decode-throughput"
                  else self.generated_tokens() if self.quantity == "offline-throughput" else self.prompt_tokens())
        return tokens / value

    def key(self):
        """What two figures have in common if they state the same thing."""
        software = {name: self.workload.get(name) for name in (*SOFTWARE, "engine")}
        return json.dumps([
            self.raw["quantity"], self.accelerator, self.variant, self.count, self.raw.get("powerCapWatts"), self.raw.get("platform"),
            self.task, {name: word for name, word in self.dtype.items() if name != "basis"},
            self.sparsity, self.unit_class, self.unit, self.convention, software, self.method,
        ], sort_keys=True)


def is_practically_decoding(quantity, workload):
    return (quantity == "offline-throughput" and workload.get("kind") == "llm" and workload.get("phase") == "generate"
            and "batch" in workload and "per" not in workload and workload.get("inputTokens", 9) <= 8
            and workload.get("outputTokens", 0) >= 100)


def task_of(workload, raw):
    task = {name: value for name, value in workload.items() if name not in SOFTWARE and name not in REMARKS}
    if workload.get("kind") not in ("stream", "link"):
        task.pop("engine", None)
    if workload.get("kind") == "gemm":
        task.setdefault("batch", 1)
        if "layout" not in task:
            task["layout"] = "unstated"
        # One factor for a whole matrix costs nothing: it is the same task as a product without factors.
        if task.get("scaling") == "per-tensor":
            del task["scaling"]
    if "direction" in raw:
        task["direction"] = raw["direction"]
    if workload.get("kind") == "llm" and task.get("tp") == 1:
        del task["tp"]  # one device needs no parallelism
    if workload.get("kind") == "llm" and raw.get("quantity") in TOKENS:
        task.setdefault("tokens", TOKENS[raw["quantity"]])
    return task


def array_bytes(figure):
    """Of a stream: bytes of a launch or of one of its arrays, with the largest element if only their number is stated."""
    work = figure.workload
    return work.get("bytes", work.get("arrayBytes", 8 * work["elements"] if "elements" in work else None))


class Published:
    """All figures of a folder `results`."""

    def __init__(self, folder):
        folder = Path(folder)
        self.figures, self.accelerators = [], {}
        for path in sorted((folder / "accelerators").glob("*.json")):
            self._read_accelerator(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted((folder / "published").glob("*.json")):
            self._read_publication(path.stem, json.loads(path.read_text(encoding="utf-8")))
        if not self.figures:
            raise ValueError(f"{folder} has no figures")
        self.by_id = {figure.id: figure for figure in self.figures}
        self.dispreferred = self._dispreferred(json.loads((folder / "disagreements.json").read_text(encoding="utf-8")))
        self.by_key = {}
        for figure in self.figures:
            if figure.value is not None and self.may_be_divided(figure):
                self.by_key.setdefault(figure.key(), []).append(figure)

    def _read_accelerator(self, document):
        self.accelerators[document["accelerator"]] = document
        for variant in document["variants"]:
            for figure in variant["figures"]:
                own = {"accelerator": document["accelerator"], "variant": variant["variant"]}
                self.figures.append(Figure(figure | own, nominal=True))

    def _read_publication(self, slug, document):
        for figure in document["figures"]:
            self.figures.append(Figure(merge_patch(document.get("shared", {}), figure) | {"source": slug}, nominal=False))

    @staticmethod
    def _dispreferred(document):
        return {
            figure
            for entry in document["entries"] if entry["preferred"] is not None
            for figure in entry["figures"] if figure != entry["preferred"]
        }

    def default_variant(self, accelerator):
        return self.accelerators[accelerator].get("defaultVariant")

    def is_recalled(self, figure, seen=()):
        if figure.confidence == "recalled":
            return True
        inputs = [self.by_id[name] for name in figure.raw.get("inputs", ()) if name in self.by_id and name not in seen]
        return any(self.is_recalled(one, (*seen, figure.id)) for one in inputs)

    def may_be_divided(self, figure):
        return "unstructuredBecause" not in figure.raw and not self.is_recalled(figure)

    def interval(self, figure):
        """The figure's value with what its print, one chip of its kind, and other sources leave open."""
        ends = [figure.value]
        ends += [figure.converted(figure.raw[name]) for name in ("low", "high") if name in figure.raw]
        if "uncertainty" in figure.raw:
            open_by = figure.raw["uncertainty"]["plusMinus"]
            ends += [figure.converted(figure.raw["value"] - open_by), figure.converted(figure.raw["value"] + open_by)]
        if not figure.nominal:
            chips = figure.workload.get("cardsAveraged", figure.count)
            half = CHIP_SPREAD / math.sqrt(chips)
            ends += [figure.converted(figure.raw["value"] * (1 - half)), figure.converted(figure.raw["value"] * (1 + half))]
        if self.may_be_divided(figure):
            ends += [other.value for other in self.by_key.get(figure.key(), ())]
        return min(ends), max(ends)

    def power_cap(self, side):
        """Watts that the source set, if they are fewer than the product's own; None of a row and of a product at its own limit."""
        cap = side.raw.get("powerCapWatts")
        boards = [one.value for one in self.nominal(side.accelerator, "board-power") if one.variant == side.variant] if cap else []
        return None if boards and cap >= max(boards) else cap

    def is_cache_resident(self, figure):
        """A warm stream over arrays of less than four times the last-level cache."""
        if figure.nominal or figure.method.get("cache", "unknown").startswith("cold"):
            return False
        size = array_bytes(figure)
        return size is not None and size < 4 * (self.cache(figure.accelerator, figure.variant) or GUESSED_CACHE)

    def exceeds_cache(self, figure):
        """Whether an array has at least the size of a cache that is published."""
        size, cache = array_bytes(figure), self.cache(figure.accelerator, figure.variant)
        return size is not None and cache is not None and size >= cache

    def cache(self, accelerator, variant):
        """Bytes of the last-level cache of a variant, or of the whole die; None if neither is published."""
        sizes = {one.variant: one.value for one in self.nominal(accelerator, "l2-size")}
        return sizes.get(variant, sizes.get("die"))

    def nominal(self, accelerator, quantity, matches=lambda figure: True):
        """Nominal figures of all variants that may set a limit or a scale: numbers, dense, not recalled."""
        return [
            figure for figure in self.figures
            if figure.nominal and figure.accelerator == accelerator and figure.quantity == quantity and figure.value is not None
            and figure.sparsity in (None, "dense") and not self.is_recalled(figure) and matches(figure)
        ]
