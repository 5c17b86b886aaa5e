"""Rates of language models: which tokens they count, and behind how many tokens a step runs. A side is a figure or a row."""

from ratios.spreads import NONE

# Up to this mean length the cache of a sequence has at most a tenth of the bytes of the weights, so a step takes at most a tenth longer.
SHORT_CONTEXT = 1025
CACHE_SHARE = 1.1
LENGTHS = ("inputTokens", "outputTokens", "contextTokens")
# Names by which publications call models of a preset's shape. A row of random weights has the shape and no name. Beside these, a model
# is called by its preset, whose name is in lower case.
SAME_SHAPE = {
    "llama2-7b": ("Llama-2-7B", "Llama-2-7B-chat", "LLaMA2-7B", "LLaMA-7B"),
    "llama2-13b": ("Llama-2-13B", "Llama-2-13B-chat", "LLaMA2-13B"),
    "llama3-8b": ("Llama-3-8B", "Llama-3.1-8B", "LLaMA3-8B", "Meta-Llama-3-8B", "Meta-Llama-3.1-8B"),
    "qwen2.5-0.5b": ("Qwen2-0.5B",),
    "qwen2.5-7b": ("Qwen2-7B",),
    "glm-4-9b": ("GLM-4-9B-0414",),
}


def have_one_shape(preset, model):
    name = (model or "").removesuffix("-Instruct")
    return name.lower() == preset or name in SAME_SHAPE.get(preset, ())


def judge(name, first, second):
    """Whether this module, not the comparison of fields, decides about a field of the task."""
    return name == "tokens" or (name in LENGTHS and are_steps_of_one(first, second))


def refusals(first, second):
    contexts = (mean_context(first), mean_context(second)) if contexts_differ(first, second) else (0, 0)
    if contexts[0] != contexts[1] and max(contexts) > SHORT_CONTEXT:
        yield "contexts differ, and one is long"
    if count_the_same(first, second):
        return
    if not is_rate(first) or output_share(first) is None or output_share(second) is None:
        yield f"tokens: {first.task.get('tokens')} against {second.task.get('tokens')}"


def factor(first, second):
    """To a quotient of generated tokens, if a side counts the prompt too."""
    if first.workload.get("kind") != "llm" or not is_rate(first) or count_the_same(first, second):
        return 1.0
    return output_share(first) / output_share(second)


def contexts_differ(first, second):
    return are_steps_of_one(first, second) and lengths_differ(first, second)


def context_spread(first, second):
    """The side behind more tokens would be faster behind as many as the other."""
    if not contexts_differ(first, second) or mean_context(first) == mean_context(second):
        return NONE
    return (1.0, CACHE_SHARE) if mean_context(first) > mean_context(second) else (1 / CACHE_SHARE, 1.0)


def are_steps_of_one(first, second):
    """Both decode one sequence, and say behind how many tokens."""
    return all(
        side.workload.get("kind") == "llm" and side.task.get("phase") == "decode" and side.task.get("batch") == 1
        and mean_context(side) is not None
        for side in (first, second))


def lengths_differ(first, second):
    return any(first.task.get(name) != second.task.get(name) for name in LENGTHS)


def count_the_same(first, second):
    """A rate of prompt and generated tokens depends on the lengths."""
    counted = first.task.get("tokens")
    return counted == second.task.get("tokens") and not (is_rate(first) and counted == "total" and lengths_differ(first, second))


def is_rate(side):
    return side.unit == "token/s"


def mean_context(side):
    """Tokens of a sequence in the middle of its generation; None if a length is not stated."""
    before, generated = side.task.get("contextTokens", side.task.get("inputTokens")), side.task.get("outputTokens")
    return None if before is None or generated is None else before + generated / 2


def output_share(side):
    """Generated tokens, as a share of those that the rate counts."""
    counted, prompt, generated = side.task.get("tokens"), side.task.get("inputTokens"), side.task.get("outputTokens")
    if counted == "output":
        return 1.0
    return generated / (prompt + generated) if counted == "total" and prompt is not None and generated is not None else None
