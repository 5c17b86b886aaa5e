"""Runs small checkpoints by Hugging Face's transformers, and compares the last logits with those of our oracle.

usage: python3 check_checkpoint.py [--if-possible] DIR...

DIR is what 'GpuBench.Benchmarks checkpoint' wrote. The model runs in fp32 on the processor. Prints one line for each architecture, with
the largest difference relative to the largest logit. The exit code is 1 if that exceeds 1e-4, or if a checkpoint is not loaded whole,
and 3 if this Python has no torch or no transformers. With --if-possible it is 0 then.
"""

import json
import os
import sys

NOT_RUN = 3
# fp32 has 1.2e-7, and two layers multiply rounding by some ten.
TOLERANCE = 1e-4


def error_of(torch, model_class, folder):
    with open(os.path.join(folder, "tokens.json"), encoding="utf-8") as file:
        tokens = torch.tensor([json.load(file)])
    with open(os.path.join(folder, "logits.json"), encoding="utf-8") as file:
        expected = torch.tensor(json.load(file), dtype=torch.float64)
    # Neither the name of this option nor its default is the same in versions 4 and 5, so the type is set afterwards.
    model, loading = model_class.from_pretrained(folder, output_loading_info=True)
    wrong = {kind: sorted(map(str, loading[kind])) for kind in ("missing_keys", "unexpected_keys", "mismatched_keys") if loading.get(kind)}
    if wrong:
        raise ValueError(f"not loaded whole: {wrong}")
    with torch.no_grad():
        logits = model.float().eval()(tokens).logits[0, -1].double()
    return ((logits - expected).abs().max() / expected.abs().max()).item()


def main(arguments):
    is_optional = arguments[:1] == ["--if-possible"]
    folders = arguments[1:] if is_optional else arguments
    if not folders or any(folder.startswith("-") for folder in folders):
        print(__doc__, file=sys.stderr)
        return 2
    absent = [folder for folder in folders if not os.path.exists(os.path.join(folder, "config.json"))]
    if absent:
        print(f"check_checkpoint: {', '.join(absent)}: no config.json there", file=sys.stderr)
        return 2
    try:
        import torch
        import transformers
    except Exception as missing:  # A package that is broken, or for another version of torch, fails in any way.
        print(f"not run: this python3 cannot load torch and transformers: {type(missing).__name__}: {missing}")
        return 0 if is_optional else NOT_RUN
    print(f"transformers {transformers.__version__}, torch {torch.__version__}")
    failed = 0
    for folder in folders:
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as file:
            name = json.load(file)["model_type"]
        try:
            error = error_of(torch, transformers.AutoModelForCausalLM, folder)
            print(f"{name}: largest error {error:.2e} of the largest logit", flush=True)
            # NaN fails, too.
            failed += not error <= TOLERANCE
        except Exception as reason:  # For any error of transformers, the other architectures are still checked.
            print(f"{name}: FAILED: {type(reason).__name__}: {str(reason).splitlines()[0] if str(reason) else ''}", flush=True)
            failed += 1
    print(f"{len(folders)} checkpoints, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
