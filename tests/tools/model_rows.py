"""Sets the rows of models in a results document beside the memory, the matrix product, Python's torch and published figures.

usage: python3 model_rows.py FILE.json [PEER.jsonl]

PEER.jsonl is what model_peer.py wrote. Prints one line for each row of prefill and decode:

  decode llama3-8b graph: 150 token/s, p50 6.6 ms, p95 6.7 ms; 0.72 of the bandwidth; 1.01 of Python's torch
  decode llama3-8b graph: unsupported: REASON
  prefill llama3-8b single: 14000 token/s, p50 146 ms, p95 147 ms; 0.68 of the product of 8192; 1.00 of Python's torch

and for two models of Qwen3 the published figures of an H20. A decoding row with one sequence is bound by the memory: its share of the nominal
bandwidth is of all bytes that it must read. The product is the fastest of matmul in this document, in FLOP/s. The exit code is 1 if a
row has another status than ok, except for a recorded row that is unsupported, or if the document has no such row.
"""

import json
import sys

MODES = {"decode single": "eager", "decode graph": "graph", "prefill single": "prefill"}
# results/published/qwen3-speed-benchmark.json: one prompt token, 2048 generated ones. Their mean context is 1025 tokens.
PUBLISHED = {
    "qwen3-8b": "H20 45.32 (Transformers), 81.73 (SGLang)",  # bf16
    "qwen3-1.7b int8": "H20 28.06 (Transformers), 257.4 (SGLang)",  # GPTQ
}


def peer_rates(path):
    if path is None:
        return {}
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    return {(one["model"], one["mode"], lengths(one)): one["tokensPerSecond"] for one in lines if "tokensPerSecond" in one}


def lengths(one):
    return tuple(one.get(name) for name in ("b", "context", "steps", "prompt"))


def terms(row, products, peers):
    """The comparisons that the row and the others allow."""
    rate, work, limit = row["median"], row["work"], row.get("nominalCheck") or {}
    if row["workload"] == "decode" and limit.get("limitedBy") == "memory" and limit.get("limitUnit") == "B/s":
        yield f"{rate * work['bytesRead'] / work['tokenCount'] / limit['limit']:.3f} of the bandwidth"
    if row["workload"] == "prefill" and products:
        size, fastest = max(products, key=lambda product: product[1])
        yield f"{rate * work['operationCount'] / work['tokenCount'] / fastest:.3f} of the product of {size}"
    mode = MODES.get(f"{row['workload']} {row['launch']}")
    peer = peers.get((row["point"]["model"], mode, lengths(row["point"])))
    if peer:
        yield f"{rate / peer:.3f} of Python's torch"


def describe(row, products, peers):
    model = row["point"]["model"] + (" int8" if row["point"].get("weights") == "int8" else "")
    name = f"{row['workload']} {model} {row['launch']}"
    if row["status"] != "ok":
        return f"{name}: {row['status']}: {row['reason']}"
    cost = row.get("launchCost") or {}
    p50, p95 = (cost.get(key) or row.get(other) for key, other in (("p50Seconds", "medianSeconds"), ("p95Seconds", "p95Seconds")))
    published = PUBLISHED.get(model) if row["workload"] == "decode" else None
    shown = f"{name}: {row['median']:.5g} token/s, p50 {1e3 * p50:.4g} ms, p95 {1e3 * p95:.4g} ms"
    return "; ".join([shown, *terms(row, products, peers), *([f"published: {published}"] if published else [])])


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        rows = json.load(file)["rows"]
    peers = peer_rates(arguments[1] if len(arguments) == 2 else None)
    products = [(row["point"]["m"], row["median"]) for row in rows if row["workload"] == "matmul" and row["status"] == "ok"]
    models = [row for row in rows if row["workload"] in ("prefill", "decode")]
    failed = 0
    for row in models:
        print(describe(row, products, peers))
        if row["status"] == "ok" and row["kernelReason"]:
            print(f"  {row['kernelReason']}")
        failed += row["status"] not in ("ok", "unsupported") or (row["status"] == "unsupported" and row["launch"] != "graph")
    print(f"{len(models)} rows of models, {failed} failed")
    return 1 if failed or not models else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
