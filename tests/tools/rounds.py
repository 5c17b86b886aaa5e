"""Counts what a results document has: rounds without a reading of the sensors, and workloads without a measured row.

usage: python3 rounds.py FILE.json

The exit code is 0 for every readable document. The caller judges the printed counts.
"""

import json
import sys


def main(arguments):
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        rows = json.load(file)["rows"]
    rounds = [one for row in rows for one in row.get("rounds") or []]
    blind = [one for one in rounds if not one.get("telemetryBefore") or not one.get("telemetryAfter")]
    measured = {row["workload"] for row in rows if row["status"] == "ok"}
    missing = sorted({row["workload"] for row in rows} - measured)
    print(f"rounds: {len(rounds)}, without telemetry: {len(blind)}")
    print(f"workloads with a row: {', '.join(sorted(measured)) or 'none'}; without: {', '.join(missing) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
