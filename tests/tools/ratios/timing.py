"""What lies between the two time stamps of a measurement, and what the host's launch of a short task may add to its time."""

from ratios.rows import share

LAUNCH = 20e-6  # seconds; published: 6.8 us of torch on NVIDIA, 14 us on a 910B
FREE = ("kernel-only", "graph-replay")


def spread(first, second):
    """Of the quotient of two sides, each with its value. The side with launches in its time is really better."""
    return 1 / excess(*second), excess(*first)


def excess(side, value):
    """Largest factor by which launches may have made the side worse."""
    method, seconds = side.method["timing"], duration(side, value)
    is_free = method in FREE or seconds is None or (method == "back-to-back" and seconds > LAUNCH)
    return 1.0 if is_free else 1 + LAUNCH / seconds


def duration(side, value):
    """Seconds of one call; None if the task does not state its work."""
    if side.unit == "s":
        return value
    if side.unit == "B/s":
        work = number(side, "bytes", number(side, "arrayBytes"))
    elif side.unit in ("FLOP/s", "OP/s"):
        work = operations(side)
    else:
        work = None
    return None if work is None else work * side.count / value


def operations(side):
    """Of one call on one device. Of attention those of the forward pass."""
    if side.workload.get("kind") == "attention":
        factors = [number(side, name) for name in ("b", "h", "t", "s", "d")]
        if None in factors:
            return None
        b, h, t, s, d = factors
        return 2 * b * h * t * s * (d + number(side, "dv", d)) * share(side)
    factors = [number(side, name) for name in "mnk"]
    if None in factors:
        return None
    m, n, k = factors
    return 2 * m * n * k * number(side, "batch", 1) * number(side, "groups", 1)


def number(side, name, otherwise=None):
    word = side.task.get(name)
    return word if isinstance(word, (int, float)) and not isinstance(word, bool) else otherwise
