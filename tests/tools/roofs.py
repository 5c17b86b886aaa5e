"""Measures the rates of Python's torch on the GPU, for comparison with the figures of this project.

usage: python3 roofs.py FILE.json

Prints one line a figure, "name: value unit", and writes all figures into the file. A figure that fails is reported with its reason,
and the others are still measured. The exit code is then 1.
"""

import json
import os
import statistics
import sys
import time

import torch
import torch.nn.functional as F

REPETITIONS = 7
# Long enough for the clocks to rise, and for the resolution of events (0.5 us) to be negligible.
WARM_UP_SECONDS = 0.25
ROUND_SECONDS = 0.02


class Roofs:
    def __init__(self):
        self.figures = {}
        self.failed = []

    def seconds(self, run):
        """Median seconds of one call, by the device's events over rounds of at least ROUND_SECONDS."""
        run()
        torch.cuda.synchronize()
        end, calls, start = time.monotonic() + WARM_UP_SECONDS, 0, time.monotonic()
        while calls == 0 or time.monotonic() < end:
            run()
            calls += 1
            if calls % 8 == 0 or calls == 1:
                torch.cuda.synchronize()
        torch.cuda.synchronize()
        per_round = max(1, int(ROUND_SECONDS * calls / max(time.monotonic() - start, 1e-9)))
        taken = []
        for _ in range(REPETITIONS):
            before, after = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
            before.record()
            for _ in range(per_round):
                run()
            after.record()
            after.synchronize()
            taken.append(before.elapsed_time(after) / 1e3 / per_round)
        return statistics.median(taken)

    def measure(self, name, unit, work, prepare):
        """work is in B or FLOP for one call of the function that prepare returns."""
        try:
            rate = work / self.seconds(prepare())
            self.figures[name] = rate
            print(f"{name}: {rate / 1e12:.4g} T{unit}", flush=True)
        except Exception as error:  # For any error of torch, the other figures remain valid.
            self.failed.append(name)
            self.figures[name] = None
            print(f"{name}: FAILED: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}", flush=True)
        torch.cuda.empty_cache()


def streams(roofs):
    count = 1 << 28

    def copy():
        source, target = torch.ones(count, device="cuda"), torch.empty(count, device="cuda")
        return lambda: target.copy_(source)

    def read():
        source = torch.ones(count, device="cuda")
        return lambda: torch.sum(source)

    roofs.measure("copy", "B/s", 2 * 4 * count, copy)
    roofs.measure("read", "B/s", 4 * count, read)


def products(roofs):
    types = [("bf16", torch.bfloat16), ("fp16", torch.float16), ("fp32", torch.float32), ("tf32", torch.float32)]
    for name, dtype in types:
        for n in (1024, 2048, 4096, 8192):

            def prepare(n=n, name=name, dtype=dtype):
                torch.backends.cuda.matmul.allow_tf32 = name == "tf32"
                a, b = (torch.randn(n, n, device="cuda", dtype=dtype) for _ in range(2))
                c = torch.empty(n, n, device="cuda", dtype=dtype)
                return lambda: torch.mm(a, b, out=c)

            roofs.measure(f"mm {name} {n}", "FLOP/s", 2 * n**3, prepare)
    torch.backends.cuda.matmul.allow_tf32 = False


def narrow_products(roofs):
    n = 8192

    def int8():
        a, b = (torch.randint(-127, 127, (n, n), device="cuda", dtype=torch.int8) for _ in range(2))
        return lambda: torch._int_mm(a, b.t())

    def fp8():
        a, b = (torch.randn(n, n, device="cuda").to(torch.float8_e4m3fn) for _ in range(2))
        one = torch.ones((), device="cuda")
        return lambda: torch._scaled_mm(a, b.t(), scale_a=one, scale_b=one, out_dtype=torch.bfloat16)

    roofs.measure("mm int8 8192", "OP/s", 2 * n**3, int8)
    roofs.measure("mm fp8 8192", "FLOP/s", 2 * n**3, fp8)


def few_rows(roofs):
    """Weights come from memory. There are enough copies that none is in the cache when it is used again."""
    for m in (1, 16, 64):
        for n, k in ((4096, 4096), (28672, 4096)):

            def prepare(m=m, n=n, k=k):
                copies = max(2, (400 << 20) // (2 * n * k))
                weights = [torch.randn(n, k, device="cuda", dtype=torch.bfloat16) for _ in range(copies)]
                x = torch.randn(m, k, device="cuda", dtype=torch.bfloat16)
                turn = iter(range(1 << 60))
                return lambda: F.linear(x, weights[next(turn) % copies])

            roofs.measure(f"linear bf16 m={m} n={n} k={k}, weights", "B/s", 2 * n * k, prepare)


def attention(roofs):
    batch, heads, length, width = 4, 32, 4096, 128
    for name, dtype in (("bf16", torch.bfloat16), ("fp16", torch.float16), ("fp32", torch.float32)):
        for mask in ("causal", "full"):

            def prepare(dtype=dtype, mask=mask):
                q, k, v = (torch.randn(batch, heads, length, width, device="cuda", dtype=dtype) for _ in range(3))
                return lambda: F.scaled_dot_product_attention(q, k, v, is_causal=mask == "causal")

            work = 4 * batch * heads * length**2 * width * (0.5 if mask == "causal" else 1)
            roofs.measure(f"attention {name} {mask}", "FLOP/s", work, prepare)


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    print(f"torch {torch.__version__} on {torch.cuda.get_device_name(0)}", flush=True)
    roofs = Roofs()
    for part in (streams, products, narrow_products, few_rows, attention):
        part(roofs)
    with open(arguments[0] + ".new", "w", encoding="utf-8") as file:
        json.dump({"torch": torch.__version__, "device": torch.cuda.get_device_name(0), "figures": roofs.figures}, file, indent=1)
    os.replace(arguments[0] + ".new", arguments[0])
    print(f"{len(roofs.figures)} figures, {len(roofs.failed)} failed")
    return 1 if roofs.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
