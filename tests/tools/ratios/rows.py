"""Rows of a results document: what they measured, recomputed from their samples and their point."""

import statistics

from ratios.figures import GUESSED_CACHE, is_practically_decoding

STREAM_FLOP_AND_ARRAYS = {  # operation: FLOP an element, arrays read, arrays written
    "copy": (0, 1, 1), "mul": (1, 1, 1), "add": (1, 2, 1), "triad": (2, 2, 1), "dot": (2, 2, 0), "read": (1, 1, 0),
}
ELEMENT_BYTES = {"fp64": 8, "fp32": 4, "tf32": 4, "int32": 4, "fp16": 2, "bf16": 2, "fp8-e4m3": 1, "fp8-e5m2": 1, "int8": 1}
QUANTITIES = {"matmul": "gemm-throughput", "attention": "attention-forward-throughput",
              "stream": "memory-bandwidth-achieved", "link": "link-bandwidth-achieved",
              "prefill": "prefill-throughput", "decode": "decode-throughput", "generate": "offline-throughput"}

# Our launches in the words of `method.timing`.
OF_LAUNCHES = {"batch": "back-to-back", "script": "back-to-back", "single": "per-call", "graph": "graph-replay"}
LIBRARIES = ("torchsharp", "torch-stable")
# The kernel that libtorch names: the family that publications name.
FAMILIES = {"flash": "flash-attention-2", "memoryefficient": "xformers", "cudnn": "cudnn"}


class Row:
    """One row in the words of a figure."""

    def __init__(self, raw, manifest, published):
        self.raw, self.key, self.point = raw, raw["key"], raw["point"]
        self.nominal, self.id, self.source = False, raw["key"], None
        self.workload_name, self.engine = raw["workload"], raw["engine"]
        self.quantity = QUANTITIES.get(raw["workload"])
        self.count = raw["device"].get("count", 1)
        self.unit, self.unit_class = raw["valueUnit"], raw["unit"]
        self.dtype, self.sparsity, self.convention = stored_type(raw), raw["sparsity"], raw["flopConvention"]
        timing = None if raw["engine"] == "import" else OF_LAUNCHES.get(raw["launch"])  # imported times were taken elsewhere
        self.method = {"regime": raw["regime"], "cache": raw["cache"], "timing": timing}
        self.is_library = self.engine in LIBRARIES
        self.cache_bytes = last_level_cache(raw, manifest, published)
        self.workload = self._workload()
        if is_practically_decoding(self.quantity, self.workload):
            self.quantity, self.workload = "decode-throughput", self.workload | {"phase": "decode"}
        self.task = {name: value for name, value in self.workload.items() if name not in ("kind", "kernel")}

    def _workload(self):
        point = self.point
        if self.workload_name == "matmul":
            scaling = {"scaling": point["scaling"]} if point.get("scaling", "per-tensor") != "per-tensor" else {}
            return {"kind": "gemm", **{name: point[name] for name in "mnk"}, "batch": point.get("batch", 1),
                    "layout": point.get("layout", "nn").upper(), **scaling}
        if self.workload_name == "attention":
            return {"kind": "attention", **{name: point[name] for name in ("b", "h", "hkv", "t", "s", "d")},
                    "causal": point["mask"] == "causal", "pass": "forward", "kernel": self._kernel_family()}
        if self.workload_name == "stream":
            copies = self.is_library and self.raw["device"]["backend"] == "cuda" and point["op"] == "copy"
            return {"kind": "stream", "op": point["op"], "engine": "copy-engine" if copies else "sm-kernel", "counting": "read+write",
                    "bytes": self.raw["work"]["bytesRead"] + self.raw["work"]["bytesWritten"]}
        if self.workload_name == "link":
            return {"kind": "link", "op": point["direction"], "link": "device" if point["direction"] == "d2d" else "host",
                    "engine": "copy-engine", "memory": point["memory"], "bytes": point["bytes"]}
        if self.workload_name == "prefill":
            return {"kind": "llm", "phase": "prefill", "model": point["model"], "batch": point["b"],
                    "inputTokens": point["prompt"], "tokens": "input"}
        if self.workload_name == "decode":
            return {"kind": "llm", "phase": "decode", "model": point["model"], "batch": point["b"],
                    "inputTokens": point["context"], "outputTokens": point["steps"], "tokens": "output"}
        if self.workload_name == "generate":
            return {"kind": "llm", "phase": "generate", "model": point["model"], "batch": point["b"],
                    "inputTokens": point["prompt"], "outputTokens": point["output"], "tokens": "output"}
        return {"kind": self.workload_name}

    def _kernel_family(self):
        """None for our own kernel, which belongs to no published family."""
        words = (self.raw["kernel"] or "").replace(",", " ").split()
        named = [FAMILIES[word] for word in words if word in FAMILIES]
        return named[0] if self.is_library and named else None

    # Work and samples

    def amount(self):
        """Work of a launch in the unit of the value."""
        work = self.raw["work"]
        if self.unit in ("FLOP/s", "OP/s"):
            return work["operationCount"]
        if self.unit == "B/s":
            return work["bytesRead"] + work["bytesWritten"]
        return work["tokenCount"] if self.unit == "token/s" else 1

    def amount_of_point(self):
        """The same from the point alone; None for workloads whose work this program does not know."""
        point = self.point
        if self.workload_name == "matmul":
            return 2 * point["m"] * point["n"] * point["k"] * point.get("batch", 1)
        if self.workload_name == "attention":
            return 4 * point["b"] * point["h"] * point["d"] * point["t"] * point["s"] * share(self)
        if self.workload_name == "stream":
            _, read, written = STREAM_FLOP_AND_ARRAYS[point["op"]]
            return (read + written) * 4 * point["n"]
        if self.workload_name == "link":
            return point["bytes"]
        if self.workload_name == "transpose":
            return 2 * point["m"] * point["n"] * ELEMENT_BYTES[self.dtype["input"]]
        return None

    def samples(self):
        return [second for one in self.raw["rounds"] for second in one["samplesSeconds"]]

    def median_of_samples(self):
        """The median over the rounds of each round's median rate, which is the rate of its median time."""
        return statistics.median(self.amount() / statistics.median(one["samplesSeconds"]) for one in self.raw["rounds"])

    def value_as(self, statistic):
        """The row's value by the statistic of the other side."""
        if self.raw["launch"] == "script" or statistic == "mean":
            return self.amount() / statistics.fmean(self.samples())
        if statistic == "best":
            return self.amount() / min(self.samples())
        return self.raw["median"]

    def interval(self, value):
        """Of the row, moved to a value by another statistic."""
        raw = self.raw
        ends = [first if first is not None else second if second is not None else raw["median"]
                for first, second in ((raw["predictLow"], raw["low"]), (raw["predictHigh"], raw["high"]))]
        ends = [end * (value / raw["median"]) for end in ends] + [value]
        return min(ends), max(ends)

    # Memory

    def working_set(self):
        """Bytes that launches touch before the same bytes come again."""
        work = self.raw["work"]
        return (work["bytesRead"] + work["bytesWritten"]) * (self.raw["setCount"] or 1)

    def is_cache_resident(self):
        """A warm row in which the cache may serve a part that matters."""
        return self.raw["cache"] == "warm" and self.working_set() < 4 * self.cache_bytes


def stored_type(raw):
    """The numeric types, with the type of the weights where the point states another than that of the operands."""
    weights = raw["point"].get("weights", "same")
    return raw["dtype"] or {} if weights == "same" else raw["dtype"] | {"weights": weights}


def last_level_cache(raw, manifest, published):
    """The larger of what the driver and the data about the product state."""
    sizes = [
        one["device"].get("lastLevelCacheBytes") for one in manifest["devices"]
        if (one["device"]["engine"], one["device"]["id"]) == (raw["engine"], raw["device"]["id"])
    ]
    sizes += [one.value for one in published.figures if one.quantity == "l2-size" and one.product == raw["device"]["variant"]]
    return max((size for size in sizes if size is not None), default=GUESSED_CACHE)


def share(side):
    """Share of the query-key pairs that a convention counts."""
    task, convention = side.task, side.convention
    if convention == "causal-half":
        return 0.5
    if convention == "causal-exact":
        return pairs(task) / (task["t"] * task["s"])
    return 1.0


def pairs(task):
    """Query-key pairs of a head that the mask lets through; a causal mask is aligned at the bottom right."""
    queries, keys = task["t"], task["s"]
    return queries * (keys - queries) + queries * (queries + 1) / 2 if task["causal"] else queries * keys


def measured_effect(row, rows, condition):
    """Range of the ratios of the same trial under the other state of `cache` or `regime`, with 1; (1, 1) if not measured."""
    def same(name):
        return lambda other: other.raw[name] == row.raw[name]

    equal = [same(name) for name in ("engine", "workload", "point", "dtype", "launch", "regime" if condition == "cache" else "cache")]
    ratios = [
        other.raw["median"] / row.raw["median"] for other in rows
        if other.raw["status"] == "ok" and other.raw["device"]["id"] == row.raw["device"]["id"]
        and other.raw[condition] != row.raw[condition] and all(test(other) for test in equal)
    ]
    return min([1.0, *ratios]), max([1.0, *ratios])
