"""The ratio of a row to the highest rate that another product's nominal figures allow."""

from ratios.rows import pairs, share
from ratios.spreads import FALLBACKS

MARGIN = 1.03
LARGEST_CLOCK_FACTOR = 1980 / 1830
ARITHMETIC = ("matmul", "attention", "peak", "prefill")
MEMORY = ("stream", "transpose", "decode")


def peaks(row, accelerator, variant, library):
    """Nominal figures that bound the row, each with the factor from its clock to the variant's highest."""
    def of_variant(figure):
        return figure.variant == variant and "bound" not in figure.raw

    if row.workload_name in MEMORY:
        return [(figure, 1.0) for figure in library.nominal(accelerator, "memory-bandwidth-peak", of_variant)]
    if row.workload_name not in ARITHMETIC or not row.dtype:
        return []
    dtype = row.dtype["input"]
    unit = "OP/s" if row.unit == "OP/s" else "FLOP/s"
    candidates = library.nominal(accelerator, "peak-compute", of_variant)
    return [
        (figure, clock_factor(figure, library)) for figure in candidates
        if figure.unit == unit and figure.sparsity == "dense" and figure.dtype.get("input") in FALLBACKS.get(dtype, (dtype,))
    ]


def clock_factor(peak, library):
    clocks = library.nominal(peak.accelerator, "clock", lambda figure: figure.variant == peak.variant)
    own = [clock.value for clock in clocks if (clock.unit_class or "tensor") == peak.unit_class]
    return max(clock.value for clock in clocks) / max(own) if own else LARGEST_CLOCK_FACTOR


def executed(row, value):
    """A value of the row in the unit of the peak, for what the device must really have done."""
    work = row.raw["work"]
    if row.workload_name == "attention":
        task = row.task
        return value * (pairs(task) / (task["t"] * task["s"])) / share(row)
    if row.workload_name == "prefill":
        return value * work["operationCount"] / work["tokenCount"]
    if row.workload_name == "decode":
        return value * (work["bytesRead"] + work["bytesWritten"]) / work["tokenCount"]
    return value


def limit(row, accelerator, variant, library):
    """(limit, figures whose limit that is); None where nothing bounds the row."""
    limits = [(figure.value * factor * MARGIN, figure) for figure, factor in peaks(row, accelerator, variant, library)]
    if not limits:
        return None
    highest = max(one for one, _ in limits)
    return highest, [figure for one, figure in limits if one > highest * (1 - 1e-12)]
