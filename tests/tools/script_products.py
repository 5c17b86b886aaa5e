"""Compares torch.mm of gpubench with torch.mm of Python, alternating, each as the published script times it.

usage: python3 script_products.py FILE.json SIZE,...:TYPE,... [...] -- gpubench run OPTION...

Each word such as 4096,8192:bf16,fp16 is one turn: Python measures these rows in this process, then gpubench in its own, in the same
order. A word that is repeated repeats its turn, and the mean of its turns counts. Both sides follow one rule: work for 0.3 s, launch
nine times more, then 30 launches between two events. A device at its power limit is slower after work than after a pause. So Python
pauses before each row for as long as gpubench needs to prepare a row.

Prints one line a row, "TYPE SIZE: ratio of ...", and writes all figures into the file. The exit code is 1 if a row is missing.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

import torch

# Those of the product: RoundPlan.ScriptWarmUpLaunches, RoundPlan.ScriptLaunches and the warm-up of its suites.
WARM_UP_SECONDS = 0.3
WARM_UP_LAUNCHES = 10
LAUNCHES = 30
# gpubench's seconds between two rows of 4096.
PAUSE_SECONDS = 0.3

TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16, "fp32": torch.float32}


def seconds_between(run, launches):
    before, after = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    before.record()
    for _ in range(launches):
        run()
    after.record()
    after.synchronize()
    return before.elapsed_time(after) / 1e3 / launches


def python_rate(name, n):
    """FLOP/s of torch.mm, which allocates its result in every call."""
    a, b = (torch.randn(n, n, device="cuda", dtype=TYPES[name]) for _ in range(2))
    latest = [None]

    def run():
        latest[0] = torch.mm(a, b)

    run()
    torch.cuda.synchronize()
    time.sleep(PAUSE_SECONDS)
    start = time.monotonic()
    while time.monotonic() < start + WARM_UP_SECONDS:
        seconds_between(run, 1)
    seconds_between(run, WARM_UP_LAUNCHES - 1)
    return 2 * n**3 / seconds_between(run, LAUNCHES)


def gpubench_rates(command, sizes, types):
    """FLOP/s of each row by type and size. None for a dry run, which writes no results."""
    axes = ["--axis", "launch=script", "--axis", f"m=n=k={sizes}", "--axis", f"dtype={types}"]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "turn.json")
        done = subprocess.run([*command, *axes, "--quiet", "--out", path], stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)} ended with exit code {done.returncode}:\n{done.stdout}")
        if not os.path.exists(path):
            return None
        with open(path, encoding="utf-8") as results:
            rows = json.load(results)["rows"]
    return {(row["dtype"]["input"], row["point"]["m"]): row["median"] for row in rows if row["status"] == "ok"}


def main(arguments):
    if "--" not in arguments[2:]:
        print(__doc__, file=sys.stderr)
        return 2
    split = arguments.index("--")
    out, turns, command = arguments[0], arguments[1:split], arguments[split + 1 :]
    python, gpubench = {}, {}
    for turn in turns:
        sizes, types = turn.split(":")
        rows = [(name, int(n)) for n in sizes.split(",") for name in types.split(",")]
        for row in rows:
            python.setdefault(row, []).append(python_rate(*row))
        torch.cuda.empty_cache()
        ours = gpubench_rates(command, sizes, types)
        if ours is None:
            print(f"{turn}: not measured, a dry run")
            continue
        for row in rows:
            gpubench.setdefault(row, []).extend([ours[row]] if row in ours else [])
    figures = []
    for (name, n), ours in gpubench.items():
        rates = python[name, n]
        ratio = statistics.mean(ours) / statistics.mean(rates) if ours else None
        figures.append({"dtype": name, "size": n, "python": rates, "gpubench": ours, "ratio": ratio})
        both = " against ".join(", ".join(f"{rate / 1e12:.4g}" for rate in side) for side in (ours, rates))
        print(f"{name} {n}: {ratio:.3f} of Python's torch.mm, {both} TFLOP/s" if ours else f"{name} {n}: FAILED: gpubench has no such row")
    with open(out + ".new", "w", encoding="utf-8") as file:
        json.dump({"torch": torch.__version__, "device": torch.cuda.get_device_name(0), "figures": figures}, file, indent=1)
    os.replace(out + ".new", out)
    return 0 if all(figure["gpubench"] for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
