"""Recomputes every ratio and interval that the program printed, from JSON alone.

usage: python3 check_ratios.py RESULTS_DIR DOCUMENT.json...

RESULTS_DIR is the repository's folder `results`: all figures are read there, never from a document. A document is the output of
`gpubench compare FILE --json`, `gpubench compare NAME --against NAME --json`, `gpubench figures list --pairs A,B --json` or
`gpubench figures headline --json`. The rules are those of results/METHOD.md, written a second time: this program shares no code
with the one it checks.

Exit code 0: all agree. 1: each objection is a line on standard output. 2: usage, or a file that cannot be read.
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # a check leaves nothing in the repository

from ratios.check import Checker
from ratios.figures import Published


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        checker = Checker(Published(arguments[0]))
        for name in arguments[1:]:
            checker.document(name, json.loads(Path(name).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"check_ratios: cannot read the input: {type(error).__name__}: {error}", file=sys.stderr)
        return 2
    if checker.objections:
        print("\n".join(checker.objections))
        return 1
    print(f"{checker.ratios} ratios and {checker.intervals} intervals recomputed, all agree")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
