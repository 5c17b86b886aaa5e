"""Runs a small checkpoint of a decoder with the definitions of Hugging Face's transformers, in plain Python.

usage: python3 run_checkpoint.py [--pairs] DIR...

DIR is what 'GpuBench.Benchmarks checkpoint' wrote. The script shares no code with the writer and needs no package. It reads the tensors,
compares their names and shapes with those of transformers' classes, runs tokens.json, and prints the largest difference from logits.json
relative to the largest logit. The exit code is 1 if that exceeds 1e-6. Llama, Qwen and Mistral rotate elements i and i + D/2 of a head
together, GLM-4 2i and 2i + 1. --pairs rotates as GLM-4 in every architecture, which must fail in the others.
"""

import json
import math
import os
import struct
import sys

TOLERANCE = 1e-6


def tensors_of(path):
    """Name to (shape, values)."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack_from("<Q", data)
    header, start = json.loads(data[8 : 8 + length]), 8 + length
    header.pop("__metadata__")
    tensors, end = {}, 0
    for name, one in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, after = one["data_offsets"]
        if one["dtype"] != "F32" or begin != end or after - begin != 4 * math.prod(one["shape"]):
            sys.exit(f"{path}: {name} is not fp32, or does not follow the tensor ahead of it: {one}")
        tensors[name], end = (one["shape"], struct.unpack_from(f"<{(after - begin) // 4}f", data, start + begin)), after
    if start + end != len(data):
        sys.exit(f"{path}: {len(data) - start} bytes of data, {end} of them in tensors")
    return tensors


def expected_shapes(config):
    """As the modules of LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM and Glm4ForCausalLM."""
    kind, hidden, size, ffn = (config[name] for name in ("model_type", "hidden_size", "head_dim", "intermediate_size"))
    queries, keys = config["num_attention_heads"] * size, config["num_key_value_heads"] * size
    shapes = {name: [config["vocab_size"], hidden] for name in ("model.embed_tokens.weight", "lm_head.weight")}
    shapes["model.norm.weight"] = [hidden]
    for layer in range(config["num_hidden_layers"]):
        of = {"input_layernorm.weight": [hidden], "post_attention_layernorm.weight": [hidden], "mlp.down_proj.weight": [hidden, ffn]}
        of["self_attn.o_proj.weight"] = [hidden, queries]
        for name, rows in (("q", queries), ("k", keys), ("v", keys)):
            of[f"self_attn.{name}_proj.weight"] = [rows, hidden]
            if kind in ("qwen2", "glm4"):
                of[f"self_attn.{name}_proj.bias"] = [rows]
        if kind == "qwen3":
            of["self_attn.q_norm.weight"] = of["self_attn.k_norm.weight"] = [size]
        if kind == "glm4":
            of["mlp.gate_up_proj.weight"] = [2 * ffn, hidden]
            of["post_self_attn_layernorm.weight"] = of["post_mlp_layernorm.weight"] = [hidden]
        else:
            of["mlp.gate_proj.weight"] = of["mlp.up_proj.weight"] = [ffn, hidden]
        shapes.update({f"model.layers.{layer}.{name}": shape for name, shape in of.items()})
    return shapes


class Model:
    def __init__(self, config, tensors, rotates_pairs):
        self.config, self.tensors, self.rotates_pairs = config, tensors, rotates_pairs

    def linear(self, name, x):
        (rows, columns), values = self.tensors[name + ".weight"]
        bias = self.tensors[name + ".bias"][1] if name + ".bias" in self.tensors else [0.0] * rows
        return [bias[row] + math.fsum(map(float.__mul__, values[row * columns : (row + 1) * columns], x)) for row in range(rows)]

    def norm(self, name, x):
        gain = self.tensors[name + ".weight"][1]
        scale = 1 / math.sqrt(math.fsum(value * value for value in x) / len(x) + self.config["rms_norm_eps"])
        return [value * scale * factor for value, factor in zip(x, gain)]

    def rotated(self, head, position):
        """rotate_half and apply_rotary_pos_emb of modeling_llama.py, or of modeling_glm4.py."""
        size = int(len(head) * self.config.get("partial_rotary_factor", 1))
        result = list(head)
        for i in range(size // 2):
            a, b = (2 * i, 2 * i + 1) if self.rotates_pairs else (i, i + size // 2)
            angle = position * self.config["rope_theta"] ** (-2 * i / size)
            result[a] = head[a] * math.cos(angle) - head[b] * math.sin(angle)
            result[b] = head[b] * math.cos(angle) + head[a] * math.sin(angle)
        return result

    def heads(self, layer, which, x, position):
        size = self.config["head_dim"]
        rows = self.linear(f"{layer}self_attn.{which}_proj", x)
        heads = [rows[at : at + size] for at in range(0, len(rows), size)]
        if which == "v":
            return heads
        if f"{layer}self_attn.{which}_norm.weight" in self.tensors:
            heads = [self.norm(f"{layer}self_attn.{which}_norm", head) for head in heads]
        return [self.rotated(head, position) for head in heads]

    def attention(self, layer, stream):
        inputs = [self.norm(f"{layer}input_layernorm", x) for x in stream]
        queries, keys, values = ([self.heads(layer, which, x, at) for at, x in enumerate(inputs)] for which in "qkv")
        group = self.config["num_attention_heads"] // self.config["num_key_value_heads"]
        results = []
        for position, heads in enumerate(queries):
            joined = []
            for head, query in enumerate(heads):
                scores = [math.fsum(map(float.__mul__, query, keys[s][head // group])) / math.sqrt(len(query)) for s in range(position + 1)]
                shares = [math.exp(score - max(scores)) for score in scores]
                joined += [
                    math.fsum(share * values[s][head // group][at] for s, share in enumerate(shares)) / math.fsum(shares)
                    for at in range(len(query))
                ]
            results.append(self.linear(f"{layer}self_attn.o_proj", joined))
        return results

    def feed_forward(self, layer, x):
        x = self.norm(f"{layer}post_attention_layernorm", x)
        if self.config["model_type"] == "glm4":
            both = self.linear(f"{layer}mlp.gate_up_proj", x)
            gate, up = both[: len(both) // 2], both[len(both) // 2 :]
        else:
            gate, up = self.linear(f"{layer}mlp.gate_proj", x), self.linear(f"{layer}mlp.up_proj", x)
        return self.linear(f"{layer}mlp.down_proj", [g / (1 + math.exp(-g)) * u for g, u in zip(gate, up)])

    def last_logits(self, tokens):
        hidden = self.config["hidden_size"]
        table = self.tensors["model.embed_tokens.weight"][1]
        stream = [list(table[token * hidden : (token + 1) * hidden]) for token in tokens]
        for index in range(self.config["num_hidden_layers"]):
            layer = f"model.layers.{index}."
            stream = [self.added(layer + "post_self_attn_layernorm", x, y) for x, y in zip(stream, self.attention(layer, stream))]
            stream = [self.added(layer + "post_mlp_layernorm", x, self.feed_forward(layer, x)) for x in stream]
        return self.linear("lm_head", self.norm("model.norm", stream[-1]))

    def added(self, norm, x, change):
        change = self.norm(norm, change) if norm + ".weight" in self.tensors else change
        return [a + b for a, b in zip(x, change)]


def main(arguments):
    folders = [word for word in arguments if word != "--pairs"]
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    worst = 0
    for folder in folders:
        config, tokens, logits = (
            json.load(open(os.path.join(folder, name), encoding="utf-8")) for name in ("config.json", "tokens.json", "logits.json"))
        tensors = tensors_of(os.path.join(folder, "model.safetensors"))
        shapes, expected = {name: one[0] for name, one in tensors.items()}, expected_shapes(config)
        if shapes != expected:
            sys.exit(f"{folder}: {sorted(set(map(str, shapes.items())) ^ set(map(str, expected.items())))} differ from transformers")
        model = Model(config, tensors, "--pairs" in arguments or config["model_type"] == "glm4")
        largest = max(map(abs, logits))
        error = max(abs(a - b) for a, b in zip(model.last_logits(tokens), logits, strict=True)) / largest
        worst = max(worst, error)
        print(f"{config['model_type']}: {len(tensors)} tensors, {len(logits)} logits, largest error {error:.2g} of the largest logit")
    return 0 if worst <= TOLERANCE else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
