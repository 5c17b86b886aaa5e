"""Factors below and above 1 that a pair's unknowns leave open, each computed from the published figures."""

import math
import re

DROP_UNDER_LOAD = 1237 / 1450
FALLBACKS = {"bf16": ("bf16", "fp16"), "fp8-e4m3": ("fp8-e4m3", "fp8"), "fp8-e5m2": ("fp8-e5m2", "fp8")}
NONE = (1.0, 1.0)
SMALL = 2048**3
# Form factor, memory or die. Other words, as b4, are the name of one product, and state all of it.
PART_OF_VARIANT = re.compile(r"^(sxm[0-9]*|pcie|nvl|oam|[0-9]+gb|hbm[0-9]+e?|die)$")


def quantile(values, share):
    """Linear interpolation between order statistics at share·(n − 1)."""
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def middle(values):
    return (quantile(values, 0.05), quantile(values, 0.95)) if values else NONE


def join(*spreads):
    """In quadrature on logarithms, the two directions apart."""
    low = math.sqrt(sum(math.log(one[0]) ** 2 for one in spreads))
    high = math.sqrt(sum(math.log(one[1]) ** 2 for one in spreads))
    return math.exp(-low), math.exp(high)


def inverse(spread):
    return 1 / spread[1], 1 / spread[0]


class Spreads:
    def __init__(self, published):
        self.published = published
        self.products = [
            figure for figure in published.figures
            if figure.quantity == "gemm-throughput" and figure.workload.get("kind") == "gemm" and figure.unit_class == "tensor"
            and figure.value is not None and published.may_be_divided(figure)
        ]
        self.bf16_over_fp16 = middle(self.half_ratios())
        self.scaling = {small: middle(self.scaling_ratios(small)) for small in (False, True)}

    def half_ratios(self):
        """bf16 over fp16: the same product, source, task, accumulator and program."""
        def of(figure):
            return (figure.accelerator, figure.variant, figure.count, figure.raw.get("powerCapWatts"), figure.source,
                    str(sorted(figure.task.items())), figure.dtype.get("accumulate"), figure.workload.get("program"))

        return [
            one.value / other.value for one in self.products for other in self.products
            if one.dtype["input"] == "bf16" and other.dtype["input"] == "fp16" and of(one) == of(other)
        ]

    def scaling_ratios(self, small):
        """How far apart two variants of an accelerator are in the share of their nominal peak that one product achieves."""
        def of(figure):
            dtype = [figure.dtype.get(name) for name in ("input", "accumulate", "output")]
            return figure.accelerator, dtype, figure.workload.get("program"), sorted(figure.task.items()), figure.method

        achieved = [(one, self.peak_of(one)) for one in self.products if one.variant != "unstated" and is_small(one.task) == small]
        return [
            (one.value / peak) / (other.value / other_peak)
            for one, peak in achieved for other, other_peak in achieved
            if peak and other_peak and one.variant != other.variant and str(of(one)) == str(of(other))
        ]

    def peak_of(self, figure):
        peaks = self.nominal_of_variants(figure, [figure.variant])
        return next(iter(peaks.values()), None)

    # Variants

    def nominal_of_variants(self, side, variants):
        """The preferred nominal figure that the side's work scales with, for each variant that has one."""
        if side.nominal:
            dtype = side.dtype.get("input")
            return self._preferred(side.accelerator, side.quantity, variants, side.unit, (dtype,), side.unit_class)
        if side.unit_class == "copy":
            return self._preferred(side.accelerator, "memory-bandwidth-peak", variants, "B/s", (None,), None)
        if side.unit_class == "link":
            return self._preferred(side.accelerator, "interconnect-peak", variants, "B/s", (None,), None)
        dtype = side.dtype.get("input")
        return self._preferred(side.accelerator, "peak-compute", variants, None, FALLBACKS.get(dtype, (dtype,)), side.unit_class)

    def _preferred(self, accelerator, quantity, variants, unit, dtypes, unit_class):
        chosen = {}
        for variant in variants:
            for dtype in dtypes:
                candidates = self.published.nominal(accelerator, quantity, lambda figure: (
                    figure.variant == variant and "bound" not in figure.raw
                    and unit in (None, figure.unit) and dtype == figure.dtype.get("input") and unit_class in (None, figure.unit_class)))
                best = [one for one in candidates if one.id not in self.published.dispreferred] or candidates
                if best:
                    chosen[variant] = best[0].value
                    break
        return chosen

    def all_variants(self, accelerator):
        return [one["variant"] for one in self.published.accelerators[accelerator]["variants"] if one["variant"] != "unstated"]

    def covered(self, accelerator, variant):
        """Variants whose words contain all words of a partly stated one, and more."""
        words = set(variant.split("-"))
        if not all(PART_OF_VARIANT.match(word) for word in words):
            return []
        return [name for name in self.all_variants(accelerator) if words < set(name.split("-"))]

    def variant(self, side):
        """Of a side whose variant is not stated, or stated in part."""
        if side.variant == "unstated":
            spread = self._range(side, self.all_variants(side.accelerator))
            return join(spread, self.scaling[is_small(side.task)]) if is_arithmetic(side) else spread
        return self._range(side, self.covered(side.accelerator, side.variant))

    def _range(self, side, variants):
        if side.unit_class == "mixed":
            peaks = self._preferred(side.accelerator, "peak-compute", variants, None, ("fp16",), "tensor")
            rates = self._preferred(side.accelerator, "memory-bandwidth-peak", variants, "B/s", (None,), None)
            spreads = [extent(peaks), extent(rates)]
            return min(one[0] for one in spreads), max(one[1] for one in spreads)
        return extent(self.nominal_of_variants(side, variants))

    def scale(self, figure, variant):
        """Factor from the figure's variant to another one by nominal peaks; None if a peak is missing, or it is no arithmetic."""
        if not is_arithmetic(figure):
            return None
        peaks = self.nominal_of_variants(figure, [variant, figure.variant])
        return peaks[variant] / peaks[figure.variant] if len(peaks) == 2 else None


def extent(values):
    if not values:
        return NONE
    low, high = min(values.values()), max(values.values())
    return low / high, high / low


def is_arithmetic(side):
    return not side.nominal and side.unit_class in ("tensor", "simt")


def is_small(task):
    return all(name in task for name in "mnk") and task["m"] * task["n"] * task["k"] < SMALL


def regime(own, theirs, measured):
    """Burst against sustained, where a side is or may be the one and the other side the other."""
    states = ("burst", "sustained")
    first, second = own.method.get("regime", "unknown"), theirs.method.get("regime", "unknown")
    both_unknown = first not in states and second not in states
    if both_unknown and own.source is not None and own.source == theirs.source:
        return NONE
    if (first not in states or second not in states) and measured is not None and measured != NONE:
        return measured
    low = DROP_UNDER_LOAD if first != "sustained" and second != "burst" else 1.0
    high = 1 / DROP_UNDER_LOAD if first != "burst" and second != "sustained" else 1.0
    return low, high
