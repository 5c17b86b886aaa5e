"""Which two sides may be divided, what is known to differ between them, and what stays open."""

from ratios import spreads as factors
from ratios import timing, tokens
from ratios.rows import measured_effect, share

DIVIDED_BY_COUNT = ("offline-throughput", "serving-throughput", "prefill-throughput", "decode-throughput",
                    "training-throughput")
LEVELS = ("scaled", "peak", "bound", "range", "convertible", "differs", "like")  # the most serious first
UNKNOWN = (None, "unstated", "unknown")
HALVES = {"bf16", "fp16"}
SMALLEST_TRANSFER = 64e6
COPIES = ("h2d", "d2h", "d2d")  # also with -read or -write; every other operation of a link is a collective
HOST_BOUND_ENGINES = ("transformers",)
FEWEST_DEVICE_BOUND_TOKENS = 1000  # GLM-4-9B, H100: 50 ms for a prompt of 1000, 22 ms for a step
FEWEST_WEIGHTS_PER_SCALE = 32  # of 16 bits, in Q8_0; GPTQ has one for 128 weights, a measured row one for each row
SWITCH_OPERATIONS = ("all-reduce", "all-gather", "reduce-scatter")
SWITCH_OVER_RING = 480 / 365  # 8 H100 SXM5, 4 GiB: h100-sxm5-80gb-x8-all-reduce-busbw-011 and -012
KERNEL_OVER_ENGINE = 3300 / 2000  # H20: the copy of a kernel and of the driver, in one source
STATED_OF_LINKS = ("op", "link", "direction", "measure")  # a factor of two, or another thing


def program(side):
    words = [side.workload.get(name) for name in ("engine", "engineVersion", "engineOptions", "program")]
    return " ".join(str(word) for word in words if word) or side.raw.get("software")


def differ(first, second):
    """Both are stated, and they are not the same."""
    return first not in UNKNOWN and second not in UNKNOWN and first != second


def family(kernel):
    return "cudnn" if kernel is not None and kernel.startswith("cudnn") else kernel


def is_collective(side):
    return side.task.get("op", "").split("-")[0] not in COPIES


def stored(dtype):
    """Type of the weights as they are stored."""
    return dtype.get("weights", dtype.get("input"))


def is_contested(one, other):
    """Printed as fp32, while sources disagree whether the device did it in hf32."""
    return one.dtype.get("basis") == "inferred-contested" and one.dtype.get("printed") == "fp32" and other.dtype.get("input") == "fp32"


class Pair:
    """Two sides. `row` is the first where it is measured; `rows` are those of its document; `asked` the variant asked for."""

    def __init__(self, first, second, published, spreads, rows=None, asked=None):
        self.first, self.second, self.published, self.spreads = first, second, published, spreads
        self.row, self.rows, self.asked = first if rows is not None else None, rows, asked
        self.kind_of_work = first.workload.get("kind")
        self.moves_data = self.kind_of_work in ("stream", "link")
        self.nominal = first.nominal
        self.figures = [second] if self.row else [first, second]

    # May it be divided?

    def refusals(self):
        first, second = self.first, self.second
        yield from (f"{one.id} is recalled, rests on a recalled figure, or is not structured"
                    for one in self.figures if not self.published.may_be_divided(one))
        for name in ("quantity", "unit", "nominal"):
            if getattr(first, name) != getattr(second, name):
                yield f"{name}: {getattr(first, name)} against {getattr(second, name)}"
        if first.workload.get("kind") != second.workload.get("kind"):
            yield f"kind: {first.workload.get('kind')} against {second.workload.get('kind')}"
            return
        yield from self._task_refusals()
        if not self.moves_data:
            yield from self._type_refusals()
        if differ(first.sparsity, second.sparsity):
            yield f"sparsity: {first.sparsity} against {second.sparsity}"
        if self.nominal and (first.unit_class != second.unit_class or first.unit_class == "unknown"):
            yield f"nominal peaks of two units: {first.unit_class} against {second.unit_class}"
        if first.count != second.count and not self._counts_convert():
            yield f"count: {first.count} against {second.count}"
        yield from self._method_refusals()
        if self.is_lower() and self.is_upper():
            yield "a lower bound of an upper bound"

    def _task_refusals(self):
        first, second = self.first.task, self.second.task
        names = ("op", "engine", "counting") if self.kind_of_work == "stream" else sorted({*first, *second})
        if self.kind_of_work == "llm":
            names = [name for name in names if not tokens.judge(name, self.first, self.second)]
            yield from tokens.refusals(self.first, self.second)
        for name in names:
            one, other = first.get(name), second.get(name)
            if one == other or self._may_differ(name, one, other):
                continue
            yield f"{name}: {one} against {other}"
        if self.kind_of_work == "stream" and any(one.get("counting") in UNKNOWN for one in (first, second)):
            yield "counting of the bytes unknown: a copy that is counted once or twice is a factor of two"
        if self.kind_of_work == "attention":
            yield from self._attention_refusals()
        if self.kind_of_work == "link":
            if "host" in (first.get("link"), second.get("link")) and ("memory" not in first or "memory" not in second):
                yield "memory of the link is not stated"
            yield from self._transfer_refusals()

    def _transfer_refusals(self):
        first, second = self.first.task, self.second.task
        if any(side.get(name) == "unstated" for side in (first, second) for name in STATED_OF_LINKS):
            yield "op, link, direction or measure is unstated"
        if is_collective(self.first):
            if differ(first.get("bytes"), second.get("bytes")):
                yield f"bytes: {first['bytes']} against {second['bytes']}"
            if self.first.quantity == "link-bandwidth-achieved" and "measure" not in first:
                yield "measure: algorithm or bus bandwidth is not stated"
            return
        sizes = [side.workload.get("bytes") for side in (self.first, self.second)]
        if None not in sizes and sizes[0] == sizes[1]:  # the start of the transfer is the same share of both
            return
        small = [side.id for side in (self.first, self.second) if side.workload.get("bytes", SMALLEST_TRANSFER) < SMALLEST_TRANSFER]
        if small and self.first.quantity == "link-bandwidth-achieved":  # a time of a small transfer is meant to be of a small one
            yield f"a transfer under 64 MB: {', '.join(small)}"

    def _may_differ(self, name, one, other):
        if self.kind_of_work == "stream":
            return one in UNKNOWN or other in UNKNOWN
        if self.kind_of_work == "link":  # sizes: see _transfer_refusals
            return name == "bytes" or (name not in STATED_OF_LINKS and (one in UNKNOWN or other in UNKNOWN))
        if self.row and self.kind_of_work == "attention" and name in ("b", "h", "hkv"):
            return True  # see _attention_refusals
        if self.row and name == "model" and tokens.have_one_shape(one, other):
            return True
        if name == "quantization" and self._scales_int8():
            return True
        return name != "direction" and "unstated" in (one, other)

    def _attention_refusals(self):
        first, second = self.first, self.second
        if self.row:
            if first.task["h"] * second.task.get("hkv", 0) != second.task.get("h", 0) * first.task["hkv"]:
                yield "queries per key head differ"
            if heads(first) > heads(second):
                yield f"heads: {heads(first)} against {heads(second)}"
        elif differ(family(first.workload.get("kernel")), family(second.workload.get("kernel"))):
            yield f"kernel: {first.workload.get('kernel')} against {second.workload.get('kernel')}"
        conventions = (first.convention, second.convention)
        if first.task.get("causal") and conventions[0] != conventions[1] and any(one in UNKNOWN for one in conventions):
            yield "convention of a causal mask unknown on one side"
        for side in (first, second):
            if side.task.get("causal") is False and side.convention in ("causal-half", "causal-exact"):
                yield f"convention {side.convention} without a causal mask"

    def _scales_int8(self):
        """Weights of a row measured here and of a figure are int8; how many of them share a scale may differ."""
        return self.row is not None and self.first.dtype.get("weights") == self.second.dtype.get("weights") == "int8"

    def _type_refusals(self):
        first, second = self.first.dtype, self.second.dtype
        if is_contested(self.first, self.second) or is_contested(self.second, self.first):
            return
        one, other = first.get("input"), second.get("input")
        if (first or second) and (one in UNKNOWN or other in UNKNOWN) and self.kind_of_work != "mlperf":
            yield "dtype: not stated"
        if differ(one, other) and not self.converts_halves():
            yield f"dtype: {one} against {other}"
        if ("weights" in first or "weights" in second) and stored(first) != stored(second):
            yield f"weights: {stored(first)} against {stored(second)}"
        if one == other == "mixed" and differ(first.get("printed"), second.get("printed")):
            yield f"dtype: {first.get('printed')} against {second.get('printed')}"
        if differ(first.get("accumulate"), second.get("accumulate")):
            yield f"accumulator: {first.get('accumulate')} against {second.get('accumulate')}"
        if differ(first.get("output"), second.get("output")) and not self.converts_halves():
            yield f"results: {first.get('output')} against {second.get('output')}"

    def _method_refusals(self):
        first, second = self.first.method, self.second.method
        caches = [one.get("cache", "unknown") for one in (first, second)]
        if not self.moves_data and "warm" in caches and any(one.startswith("cold") for one in caches):
            yield f"cache: {caches[0]} against {caches[1]}"
        if not self.row and differ(first.get("statistic"), second.get("statistic")):
            yield f"statistic: {first.get('statistic')} against {second.get('statistic')}"
        if self.kind_of_work == "stream":
            yield from (f"{one.id} may be served by its cache" for one in self.figures
                        if self.published.is_cache_resident(one) and not self._is_raised_by_cache(one))
        if self.row and self.kind_of_work == "stream" and self.row.is_cache_resident():
            yield f"warm, and its {self.row.working_set()} bytes are less than four times the cache"

    def _counts_convert(self):
        return self.first.quantity in DIVIDED_BY_COUNT and "per" not in self.first.workload and "per" not in self.second.workload

    # What differs

    def converts_halves(self):
        types = {self.first.dtype.get("input"), self.second.dtype.get("input")}
        units = {self.first.unit_class, self.second.unit_class}
        one_unit = len(units) == 1 or (self.kind_of_work == "llm" and "mixed" in units)
        return types == HALVES and not self.nominal and not self.moves_data and one_unit

    def exact_factor(self):
        """By which a quotient of rates becomes one of the same operations on the same number of devices."""
        factor = 1.0
        rates = self.first.unit != "s"
        if rates and self.kind_of_work == "attention" and self.first.convention != self.second.convention:
            factor *= share(self.second) / share(self.first)
        factor *= tokens.factor(self.first, self.second)
        if self.first.count != self.second.count:
            factor *= self.second.count / self.first.count
        return factor

    def _is_raised_by_cache(self, figure):
        """The divisor of a row, of arrays that the cache cannot hold whole: it may only be too fast."""
        return self.row is not None and figure is self.second and self.published.exceeds_cache(figure)

    def is_lower(self):
        row = self.row
        if row is None:
            return self.first.raw.get("bound") == "lower"
        if row.engine == "ilgpu" or (row.is_library and self.kind_of_work == "stream"):
            return True
        if self.kind_of_work == "stream" and self.published.is_cache_resident(self.second) and self._is_raised_by_cache(self.second):
            return True
        if self.kind_of_work == "llm":
            return True
        if self.kind_of_work != "attention":
            return False
        other_kernel = row.is_library and family(self.second.workload.get("kernel")) != row.workload["kernel"]
        return other_kernel or heads(row) < heads(self.second)

    def is_upper(self):
        return self.second.raw.get("bound") == "lower" or self._is_bound_by_its_host()

    def _is_bound_by_its_host(self):
        """A model run by a library that launches each operation from Python: the device can do more than the figure says."""
        task = self.second.workload
        reads_long_prompt = task.get("phase") == "prefill" and task.get("inputTokens", 0) >= FEWEST_DEVICE_BOUND_TOKENS
        return (self.row is not None and self.kind_of_work == "llm" and task.get("engine") in HOST_BOUND_ENGINES
                and not reads_long_prompt)

    def has_range(self):
        return any(one.variant == "unstated" for one in self.figures)

    def is_scaled(self):
        return self.asked is not None and self.asked != self.second.variant and self.second.variant != "unstated"

    def kind(self):
        first, second = self.first, self.second
        if "mixed" in (first.unit_class, second.unit_class) or "emulated" in (first.unit_class, second.unit_class):
            return "task"
        host = self.kind_of_work == "link" and "host" in (first.task.get("link"), second.task.get("link"))
        contested = is_contested(first, second) or is_contested(second, first)
        return "task" if host or contested or differ(first.unit_class, second.unit_class) else "unit"

    def verdict(self):
        """The most serious that the fields of both sides demand."""
        first, second = self.first, self.second
        demanded = {
            "scaled": self.is_scaled(), "peak": False, "bound": self.is_lower() or self.is_upper(), "range": self.has_range(),
            "convertible": self._is_converted(),
            "differs": (differ(first.unit_class, second.unit_class) or (self.is_whole_model() and self._software_differs())
                        or self.published.power_cap(first) != self.published.power_cap(second)),
            "like": True,
        }
        return next(level for level in LEVELS if demanded[level])

    def _is_converted(self):
        regimes = {self.first.method.get("regime"), self.second.method.get("regime")}
        contested = is_contested(self.first, self.second) or is_contested(self.second, self.first)
        return (contested or self.converts_halves() or self.exact_factor() != 1.0 or regimes == {"burst", "sustained"}
                or self._timings_differ() or tokens.contexts_differ(self.first, self.second) or self._scales_int8()
                or (self.moves_data and self._sizes_or_elements_differ()))

    def _sizes_or_elements_differ(self):
        """An unknown size stays unknown: nothing converts it."""
        sizes = [one.workload.get("bytes") for one in (self.first, self.second)]
        return differ(*sizes) or differ(self.first.dtype.get("input"), self.second.dtype.get("input"))

    def _timings_differ(self):
        return differ(self.first.method.get("timing"), self.second.method.get("timing"))

    def is_whole_model(self):
        return "mixed" in (self.first.unit_class, self.second.unit_class)

    def _software_differs(self):
        """Programs and their versions; `software` of a source that names no program. Systems and submitters always differ."""
        return differ(program(self.first), program(self.second))

    # What stays open

    def open_factors(self):
        found = [self._regime(), self._cache(), tokens.context_spread(self.first, self.second), self._timing(),
                 self._algorithm(), self._copy_engine(), self._scales()]
        if self.converts_halves():
            spread = self.spreads.bf16_over_fp16
            found.append(spread if self.first.dtype["input"] == "fp16" else factors.inverse(spread))
        if self.is_scaled():
            found.append(factors.inverse(self.spreads.scaling[factors.is_small(self.second.task)]))
        for figure in self.figures:
            if figure.variant == "unstated" or self._is_partial(figure):
                spread = self.spreads.variant(figure)
                # Of the figure. The quotient of what one does by what the other does has it reversed for the divisor.
                found.append(spread if figure is self.first else factors.inverse(spread))
        return found

    def _is_partial(self, figure):
        return bool(self.spreads.covered(figure.accelerator, figure.variant))

    def _scales(self):
        """Of int8 weights, the figure's model may read more scales, so a step of it may take longer than the row's."""
        return (1 / (1 + 2 / FEWEST_WEIGHTS_PER_SCALE), 1.0) if self._scales_int8() else factors.NONE

    def _algorithm(self):
        """A switch that adds the values itself makes a collective faster than a ring does."""
        reduces = self.kind_of_work == "link" and self.first.task.get("op") in SWITCH_OPERATIONS
        is_open = reduces and any(side.task.get("algorithm") in UNKNOWN for side in (self.first, self.second))
        return (1 / SWITCH_OVER_RING, SWITCH_OVER_RING) if is_open else factors.NONE

    def _copy_engine(self):
        """A copy engine, or a kernel on all processors."""
        engines = {side.task.get("engine") for side in (self.first, self.second)}
        is_copy = self.kind_of_work == "stream" and self.first.task.get("op") == "copy"
        is_open = is_copy and any(one in UNKNOWN for one in engines)
        same = len(engines) == 1 and not self.row and program(self.first) is not None and program(self.first) == program(self.second)
        return (1 / KERNEL_OVER_ENGINE, KERNEL_OVER_ENGINE) if is_open and not same else factors.NONE

    def _regime(self):
        if self.nominal:
            return factors.NONE
        measured = measured_effect(self.row, self.rows, "regime") if self.row else None
        return factors.regime(self.first, self.second, measured)

    def _cache(self):
        caches = {one.method.get("cache", "unknown") for one in (self.first, self.second)}
        if self.nominal or self.moves_data or not self.row or "unknown" not in caches or len(caches) == 1:
            return factors.NONE
        return measured_effect(self.row, self.rows, "cache")

    def _timing(self):
        if not self._timings_differ():
            return factors.NONE
        first = self.row.value_as(self.second.method.get("statistic")) if self.row else self.first.value
        scale = self.spreads.scale(self.second, self.asked) if self.is_scaled() else 1.0
        return timing.spread((self.first, first), (self.second, self.second.value * (scale or 1.0)))


def heads(side):
    return side.task.get("b", 1) * side.task.get("h", 0)
