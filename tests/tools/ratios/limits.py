"""The ratio of a row to the highest rate that another product's nominal figures allow."""

from ratios.rows import pairs, share
from ratios.spreads import FALLBACKS

ALLOWANCE = 0.03
LARGEST_CACHE = 256 * 2**20  # of an MI325X
LARGEST_CLOCK_FACTOR = 1980 / 1830
ARITHMETIC = ("matmul", "attention", "peak", "prefill")
MEMORY = ("stream", "transpose", "decode")


def peaks(row, accelerator, variant, published):
    """Nominal figures that bound the row, each with the factor by which the variant may exceed it."""
    def of_variant(figure):
        return figure.variant == variant and "bound" not in figure.raw

    if row.workload_name in MEMORY:
        if row.workload_name != "decode" and row.is_cache_resident():
            return []
        beyond = beyond_cache(row, accelerator, variant, published)
        found = [(figure, beyond) for figure in published.nominal(accelerator, "memory-bandwidth-peak", of_variant) if beyond]
        if found or row.workload_name != "decode":
            return found
        # A cache may serve all weights of a small model. Then only the arithmetic of a step is bounded.
    elif row.workload_name not in ARITHMETIC:
        return []
    if not row.dtype:
        return []
    dtype = row.dtype["input"]
    unit = "OP/s" if row.unit == "OP/s" else "FLOP/s"
    candidates = published.nominal(accelerator, "peak-compute", of_variant)
    return [
        (figure, clock_factor(figure, published) * (1 + ALLOWANCE)) for figure in candidates
        if figure.unit == unit and figure.sparsity == "dense" and figure.dtype.get("input") in FALLBACKS.get(dtype, (dtype,))
        and (row.workload_name != "peak" or figure.unit_class == row.unit_class)  # instructions of one unit, not a job
    ]


def clock_factor(peak, published):
    clocks = published.nominal(peak.accelerator, "clock", lambda figure: figure.variant == peak.variant)
    own = [clock.value for clock in clocks if (clock.unit_class or "tensor") == peak.unit_class]
    return max(clock.value for clock in clocks) / max(own) if own else LARGEST_CLOCK_FACTOR


def beyond_cache(row, accelerator, variant, published):
    """The cache of the variant may serve its whole size of each turn through all sets. None if it may serve all."""
    moved = row.working_set()
    # An unknown cache may be as large as the largest.
    cache = published.cache(accelerator, variant) or LARGEST_CACHE
    return 1 + max(ALLOWANCE, cache / (moved - cache)) if moved > cache else None


def executed(row, value, peak):
    """A value of the row in the unit of the peak, for what one device must really have done."""
    work, value = row.raw["work"], value / row.count
    if row.workload_name == "attention":
        task = row.task
        return value * (pairs(task) / (task["t"] * task["s"])) / share(row)
    if row.workload_name == "prefill":
        return value * work["operationCount"] / work["tokenCount"]
    if row.workload_name == "decode" and peak.quantity == "peak-compute":
        return value * work["operationCount"] / work["tokenCount"]
    if row.workload_name == "decode":
        return value * (work["bytesRead"] + work["bytesWritten"]) / work["tokenCount"]
    return value


def limit(row, accelerator, variant, published):
    """(limit, figures whose limit that is); None where nothing bounds the row. Another variant may exceed the peaks of `unstated`."""
    if variant == "unstated":
        return None
    limits = [(figure.value * factor, figure) for figure, factor in peaks(row, accelerator, variant, published)]
    if not limits:
        return None
    highest = max(one for one, _ in limits)
    return highest, [figure for one, figure in limits if one > highest * (1 - 1e-12)]
