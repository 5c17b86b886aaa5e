"""Imitation of torch.nn.functional, see the package torch."""

import torch


def linear(input, weight):
    return torch._product(input, weight.t(), input.dtype)


def scaled_dot_product_attention(query, key, value, *, is_causal):
    if not isinstance(is_causal, bool) or len(query.shape) != 4 or key.shape != value.shape or query.dtype is not key.dtype:
        raise RuntimeError("query, key and value must have shape (N, H, L, E) and one type")
    return query
