"""Projected times: how wide they may be, and the time at nominal rates, which nothing beats. The laws behind them are not repeated."""

from ratios import limits
from ratios.rows import ELEMENT_BYTES
from ratios.spreads import FALLBACKS

WIDEST = 4  # high over low; a wider projection is refused
ROUNDING = 1e-9
QUESTIONS = ("publication", "accelerator", "family")
HALVES = ("fp16", "bf16")
TWINS = {"a800": "a100", "h800": "h100"}  # products with the chip of another


def objections(row, stated, projection, published):
    """(what, stated, computed) of everything that a projection must not be."""
    seconds, low, high = (projection[name] for name in ("seconds", "low", "high"))
    if not 0 < low <= seconds * (1 + ROUNDING) or not seconds <= high * (1 + ROUNDING):
        yield "projection", seconds, f"none between {low} and {high}"
    if high > low * WIDEST * (1 + ROUNDING):
        yield "projection", f"{low} to {high} s", f"none wider than a factor of {WIDEST}"
    if projection["question"] not in QUESTIONS:
        yield "question", projection["question"], f"one of {', '.join(QUESTIONS)}"
    if not projection["class"]:
        yield "class", projection["class"], "a word"
    fastest = roof(row, stated["against"], stated["variant"], published)
    if fastest is not None and low < fastest * (1 - ROUNDING):
        yield "seconds", low, f"at least {fastest}, the time at nominal rates"
    if works_in_other_type(row):
        return
    found = limits.limit(row, stated["against"], stated["variant"], published)
    if found is not None and limits.executed(row, row.amount() / low, found[1][0]) > found[0]:
        yield "seconds", low, f"more: {found[1][0].id} allows less"


def works_in_other_type(row):
    """A model in fp32 is projected as one in 16 bits."""
    return row.workload.get("kind") == "llm" and row.dtype.get("input") not in HALVES


def is_lower(row):
    """Whether the device could do more than its row says, whatever it is compared with."""
    if row.engine == "import":
        return False
    if not row.is_library or row.workload.get("kind") in ("stream", "llm"):
        return True
    return row.workload.get("kind") == "attention" and row.workload["kernel"] is None


def roof(row, accelerator, variant, published):
    """Seconds of a launch of a product or a stream at nominal rates; None of other work, and without a figure of the accelerator."""
    bandwidth = highest(published, accelerator, variant, "memory-bandwidth-peak")
    if row.workload_name == "stream":
        return None if bandwidth is None else row.amount() / bandwidth
    if row.workload_name != "matmul":
        return None
    dtype = row.dtype["input"]
    unit = "simt" if dtype == "fp32" else "tensor"
    peak = highest(published, accelerator, variant, "peak-compute", lambda figure: (
        figure.unit_class == unit and figure.dtype.get("input") in FALLBACKS.get(dtype, (dtype,))))
    m, n, k = (row.point[name] for name in "mnk")
    size = ELEMENT_BYTES[dtype]
    times = [] if peak is None else [2 * m * n * k / peak]
    times += [] if bandwidth is None else [(size * (m * k + k * n) + max(2, size) * m * n) / bandwidth]
    return max(times, default=None)


def highest(published, accelerator, variant, quantity, matches=lambda figure: True):
    """Of the variant; if it has none, of any variant of the accelerator and of the one with the same chip."""
    figures = published.nominal(accelerator, quantity, matches)
    own = [figure for figure in figures if figure.variant == variant]
    if not own:
        own = figures + published.nominal(TWINS.get(accelerator), quantity, matches)
    return max((figure.value for figure in own), default=None)
