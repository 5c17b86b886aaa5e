"""Times the decoder of gpubench in Python's torch: the same operators in the same order, on tensors of the same shapes.

usage: python3 model_peer.py FILE.jsonl MODEL [--modes eager,graph,prefill] [--context N] [--steps N] [--prompt N] [--batch N]
                             [--seconds N] [--device cuda|cpu] [--tiny]

MODEL is llama3-8b or qwen3-8b; --tiny takes two narrow layers of its architecture. Weights are random, in bf16. One line of JSON for
each mode goes to the standard output and into the file: tokens/s from the median step, and the 50th and 95th percentile of a step in
milliseconds. A mode that fails has an "error" instead, and the exit code is then 1. Exit code 3: this Python cannot measure, because it
has no torch, or its torch has no such device.

eager     Python calls the operators of each step.
graph     torch.cuda.graph records the step of each position, and a step replays it. A static graph for all positions would need a mask
          over the whole cache, which is another kernel of attention and more memory traffic. So one graph for each position is what
          gpubench records, too.
prefill   one pass over the whole prompt.

As in gpubench, every step is timed alone, between two events, and the host waits for it. Steps feed their token to the next one. After
the last position they begin behind the context again. Whole cycles are timed until --seconds have passed, which all modes share.
"""

import argparse
import json
import os
import sys
import time

CANNOT_MEASURE = 3
# As the warm-up of the product's suites.
WARM_UP_SECONDS = 0.3
MIN_CYCLES, MAX_CYCLES = 2, 10
PREFILL_SAMPLES = 20


class Shape:
    """The sizes of a decoder, as the presets of src/GpuBench.Workloads/Models/LlamaConfig.cs."""

    def __init__(self, name, layers, hidden, heads, kv_heads, head, ffn, vocabulary, theta, epsilon, has_head_norms):
        self.name, self.layers, self.hidden, self.heads, self.kv_heads, self.head = name, layers, hidden, heads, kv_heads, head
        self.ffn, self.vocabulary, self.theta, self.epsilon, self.has_head_norms = ffn, vocabulary, theta, epsilon, has_head_norms
        self.all_heads = heads + 2 * kv_heads

    def tiny(self):
        return Shape(
            f"{self.name}-tiny", 2, 64, 4, 2, 16, 96, 128, self.theta, self.epsilon, self.has_head_norms)

    def matrix_elements(self):
        """What a step reads: all matrices but the embedding table."""
        layer = (self.all_heads + self.heads) * self.head * self.hidden + 3 * self.hidden * self.ffn
        return self.layers * layer + self.vocabulary * self.hidden


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("llama3-8b", 32, 4096, 32, 8, 128, 14336, 128256, 500000.0, 1e-5, False),
        Shape("qwen3-8b", 36, 4096, 32, 8, 128, 12288, 151936, 1000000.0, 1e-6, True),
    )
}


class Layer:
    def __init__(self, torch, shape, device):
        def matrix(rows, columns):
            return torch.randn(rows, columns, device=device, dtype=torch.bfloat16).mul_(columns**-0.5).t()

        def gain(*size):
            return torch.ones(*size, device=device, dtype=torch.bfloat16)

        self.attention_gain, self.ffn_gain = gain(shape.hidden), gain(shape.hidden)
        self.qkv = matrix(shape.all_heads * shape.head, shape.hidden)
        self.attention_output = matrix(shape.hidden, shape.heads * shape.head)
        self.gate_up = matrix(2 * shape.ffn, shape.hidden)
        self.down = matrix(shape.hidden, shape.ffn)
        self.head_gains = gain(shape.heads + shape.kv_heads, shape.head) if shape.has_head_norms else None


class Pass:
    """The tensors that passes of one shape write into, with their views."""

    def __init__(self, torch, shape, device, batch, count):
        def empty(*size, dtype=torch.bfloat16):
            return torch.empty(*size, device=device, dtype=dtype)

        rows, rotated = batch * count, shape.heads + shape.kv_heads
        self.batch, self.count, self.rows = batch, count, rows
        self.stream = empty(rows, shape.hidden)
        self.last = self.stream if count == 1 else empty(batch, shape.hidden)
        self.last_of_stream = self.stream.view(batch, count, shape.hidden).narrow(1, count - 1, 1).view(batch, shape.hidden)
        self.projected = empty(rows, shape.all_heads * shape.head)
        self.projected_heads = self.projected.view(batch, count, shape.all_heads, shape.head)
        self.heads = empty(batch, count, shape.all_heads, shape.head, dtype=torch.float32)
        self.queries_and_keys = self.heads.narrow(2, 0, rotated)
        self.pairs = torch.view_as_complex(self.queries_and_keys.view(batch, count, rotated, shape.head // 2, 2))
        by_head = self.heads.transpose(1, 2)
        self.rotated_queries = by_head.narrow(1, 0, shape.heads)
        self.keys_and_values = by_head.narrow(1, shape.heads, 2 * shape.kv_heads)
        self.queries = empty(batch, count, shape.heads, shape.head).transpose(1, 2)
        self.both = empty(rows, 2 * shape.ffn)
        self.gate, self.up = self.both.narrow(1, 0, shape.ffn), self.both.narrow(1, shape.ffn, shape.ffn)
        self.gated = empty(rows, shape.ffn)
        self.logits = empty(batch, shape.vocabulary)


class Decoder:
    def __init__(self, torch, shape, device, capacity):
        self.torch, self.shape, self.device = torch, shape, device
        self.layers = [Layer(torch, shape, device) for _ in range(shape.layers)]
        self.embedding = torch.randn(shape.vocabulary, shape.hidden, device=device, dtype=torch.bfloat16)
        self.output = torch.randn(shape.vocabulary, shape.hidden, device=device, dtype=torch.bfloat16).mul_(shape.hidden**-0.5).t()
        self.final_gain = torch.ones(shape.hidden, device=device, dtype=torch.bfloat16)
        pairs = torch.arange(0, shape.head, 2, device=device, dtype=torch.float64) / shape.head
        angles = torch.outer(torch.arange(capacity, device=device, dtype=torch.float64), shape.theta**-pairs)
        self.rotations = torch.polar(torch.ones_like(angles), angles).to(torch.complex64).view(capacity, 1, shape.head // 2)

    def new_cache(self, batch, capacity):
        shape = self.shape
        size = (batch, 2 * shape.kv_heads, capacity, shape.head)
        whole = [self.torch.empty(size, device=self.device, dtype=self.torch.bfloat16) for _ in range(shape.layers)]
        return [(one, one.narrow(1, 0, shape.kv_heads), one.narrow(1, shape.kv_heads, shape.kv_heads)) for one in whole]

    def normalize(self, x, gain):
        return self.torch.nn.functional.rms_norm(x, (self.shape.hidden,), gain, self.shape.epsilon)

    def forward(self, into, tokens, start, cache):
        torch = self.torch
        rotations = self.rotations.narrow(0, start, into.count)
        torch.index_select(self.embedding, 0, tokens, out=into.stream)
        for layer, layer_cache in zip(self.layers, cache):
            torch.mm(self.normalize(into.stream, layer.attention_gain), layer.qkv, out=into.projected)
            mixed = self.attend(into, layer, rotations, start, layer_cache)
            into.stream.addmm_(mixed, layer.attention_output)
            torch.mm(self.normalize(into.stream, layer.ffn_gain), layer.gate_up, out=into.both)
            torch.ops.aten.silu.out(into.gate, out=into.gated)
            torch.mul(into.gated, into.up, out=into.gated)
            into.stream.addmm_(into.gated, layer.down)
        if into.last is not into.stream:
            into.last.copy_(into.last_of_stream)
        torch.mm(self.normalize(into.last, self.final_gain), self.output, out=into.logits)

    def attend(self, into, layer, rotations, start, layer_cache):
        torch, shape = self.torch, self.shape
        into.heads.copy_(into.projected_heads)
        if layer.head_gains is not None:
            normalised = torch.nn.functional.rms_norm(into.queries_and_keys, (shape.head,), None, shape.epsilon)
            torch.mul(normalised, layer.head_gains, out=into.queries_and_keys)
        torch.mul(into.pairs, rotations, out=into.pairs)
        whole, keys, values = layer_cache
        whole.narrow(2, start, into.count).copy_(into.keys_and_values)
        into.queries.copy_(into.rotated_queries)
        seen = start + into.count
        mixed = torch.nn.functional.scaled_dot_product_attention(
            into.queries, keys.narrow(2, 0, seen), values.narrow(2, 0, seen), is_causal=into.count > 1, enable_gqa=True)
        return mixed.transpose(1, 2).reshape(into.rows, shape.heads * shape.head)


class Timer:
    """Seconds of one call: between two events of the device, or by the clock of a processor."""

    def __init__(self, torch, device):
        self.torch, self.is_cuda = torch, device == "cuda"

    def synchronize(self):
        if self.is_cuda:
            self.torch.cuda.synchronize()

    def seconds(self, run):
        if not self.is_cuda:
            start = time.perf_counter()
            run()
            return time.perf_counter() - start
        before, after = self.torch.cuda.Event(enable_timing=True), self.torch.cuda.Event(enable_timing=True)
        before.record()
        run()
        after.record()
        after.synchronize()
        return before.elapsed_time(after) / 1e3


def cycle_times(timer, steps, least, most, end):
    """Seconds of each call, of whole cycles over the steps, after a warm-up. At least `least` cycles, and no further one after `end`."""
    warm = time.monotonic() + WARM_UP_SECONDS
    at = 0
    while at < len(steps) or time.monotonic() < warm:
        steps[at % len(steps)]()
        at += 1
        timer.synchronize()
    taken = []
    for cycle in range(most):
        if cycle >= least and time.monotonic() > end:
            break
        taken += [timer.seconds(step) for step in steps]
    return taken


class Measurement:
    def __init__(self, torch, options, shape):
        self.torch, self.options, self.shape = torch, options, shape
        self.timer = Timer(torch, options.device)
        self.decoder = Decoder(torch, shape, options.device, max(options.context + options.steps, options.prompt))

    def ids(self, count):
        return self.torch.randint(0, self.shape.vocabulary, (count,), device=self.options.device, dtype=self.torch.int64)

    def run(self, mode, end):
        if mode == "prefill":
            return self.prefill(end)
        options = self.options
        cache = self.decoder.new_cache(options.batch, options.context + options.steps)
        step = Pass(self.torch, self.shape, self.options.device, options.batch, 1)
        if options.context > 0:
            context = Pass(self.torch, self.shape, self.options.device, options.batch, options.context)
            self.decoder.forward(context, self.ids(options.batch * options.context), 0, cache)
            del context
        # One place more than steps, because the last step also writes its choice.
        tokens = self.ids((options.steps + 1) * options.batch).view(options.steps + 1, options.batch)
        rows = [tokens.narrow(0, at, 1).view(options.batch) for at in range(options.steps + 1)]

        def launch(at):
            self.decoder.forward(step, rows[at], options.context + at, cache)
            self.torch.argmax(step.logits, -1, out=rows[at + 1])

        steps = [lambda at=at: launch(at) for at in range(options.steps)]
        if mode == "graph":
            steps = [graph.replay for graph in self.record(steps)]
        return cycle_times(self.timer, steps, MIN_CYCLES, MAX_CYCLES, end), options.batch

    def record(self, steps):
        """Graphs share a pool of memory, which is valid because they run one after the other in the order of their recording."""
        torch, graphs, pool = self.torch, [], None
        for step in steps:
            # Lazily loaded kernels would break a recording. torch.cuda.graph records on a stream of its own.
            if not graphs:
                side = torch.cuda.Stream()
                side.wait_stream(torch.cuda.current_stream())
                with torch.cuda.stream(side):
                    step()
                torch.cuda.current_stream().wait_stream(side)
                torch.cuda.synchronize()
            graph = torch.cuda.CUDAGraph()
            with torch.cuda.graph(graph, pool=pool):
                step()
            pool = graph.pool()
            graphs.append(graph)
        return graphs

    def prefill(self, end):
        options = self.options
        into = Pass(self.torch, self.shape, options.device, options.batch, options.prompt)
        cache = self.decoder.new_cache(options.batch, options.prompt)
        prompts, first = self.ids(options.batch * options.prompt), self.ids(options.batch)

        def launch():
            self.decoder.forward(into, prompts, 0, cache)
            self.torch.argmax(into.logits, -1, out=first)

        return cycle_times(self.timer, [launch], 3, PREFILL_SAMPLES, end), options.batch * options.prompt


def quantile(sorted_values, share):
    """With linear interpolation between the two values around it."""
    at = share * (len(sorted_values) - 1)
    below = int(at)
    above = min(below + 1, len(sorted_values) - 1)
    return sorted_values[below] + (at - below) * (sorted_values[above] - sorted_values[below])


def line_of(mode, options, shape, seconds, tokens):
    lengths = {"prompt": options.prompt} if mode == "prefill" else {"context": options.context, "steps": options.steps}
    line = {"model": shape.name, "mode": mode, "b": options.batch, **lengths}
    if seconds is not None:
        ordered = sorted(seconds)
        middle = quantile(ordered, 0.5)
        line.update(tokensPerSecond=tokens / middle, p50Ms=1e3 * middle, p95Ms=1e3 * quantile(ordered, 0.95), samples=len(ordered))
    return line


def parse(arguments):
    parser = argparse.ArgumentParser(prog="model_peer.py", description="Times a decoder in Python's torch.")
    parser.add_argument("file")
    parser.add_argument("model", choices=sorted(SHAPES))
    parser.add_argument("--modes", default="eager,graph,prefill")
    parser.add_argument("--context", type=int, default=961)
    parser.add_argument("--steps", type=int, default=128)
    parser.add_argument("--prompt", type=int, default=2048)
    parser.add_argument("--batch", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--device", choices=["cuda", "cpu"], default="cuda")
    parser.add_argument("--tiny", action="store_true")
    options = parser.parse_args(arguments)
    options.modes = options.modes.split(",")
    unknown = [mode for mode in options.modes if mode not in ("eager", "graph", "prefill")]
    if unknown:
        parser.error(f"--modes: {','.join(unknown)} is unknown; use eager, graph, prefill")
    if options.context < 0 or min(options.steps, options.prompt, options.batch, options.seconds) <= 0:
        parser.error("steps, prompt, batch and seconds must be above 0, and the context at least 0")
    if options.device == "cpu" and "graph" in options.modes:
        parser.error("--modes: a processor has no graphs; use eager,prefill with --device cpu")
    return options


def main(arguments):
    options = parse(arguments)
    try:
        import torch
    except ImportError as missing:
        print(f"model_peer: this python3 ({sys.executable}) has no torch: {missing}. Start it with a Python that has", file=sys.stderr)
        return CANNOT_MEASURE
    if options.device == "cuda" and not torch.cuda.is_available():
        print(f"model_peer: torch {torch.__version__} finds no CUDA device; use --device cpu --modes eager,prefill", file=sys.stderr)
        return CANNOT_MEASURE
    shape = SHAPES[options.model].tiny() if options.tiny else SHAPES[options.model]
    # cuDNN would build a plan for each number of keys, so gpubench forbids it, too.
    torch.backends.cuda.enable_cudnn_sdp(False)
    name = torch.cuda.get_device_name(0) if options.device == "cuda" else "cpu"
    start, lines = time.monotonic(), []
    with torch.inference_mode():
        measurement = Measurement(torch, options, shape)
        for index, mode in enumerate(options.modes):
            end = start + options.seconds * (index + 1) / len(options.modes)
            try:
                seconds, tokens = measurement.run(mode, end)
                line = line_of(mode, options, shape, seconds, tokens)
            except Exception as error:  # For any error of torch, the other modes remain valid.
                reason = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"
                line = {**line_of(mode, options, shape, None, 0), "error": reason}
            line.update(torch=torch.__version__, device=name)
            lines.append(line)
            print(json.dumps(line), flush=True)
            if options.device == "cuda":
                torch.cuda.empty_cache()
    with open(options.file + ".new", "w", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    os.replace(options.file + ".new", options.file)
    return 1 if any("error" in line for line in lines) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
