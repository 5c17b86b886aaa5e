"""Imitation of torch.nn.functional, see the package torch."""

import torch


def linear(input, weight):
    return torch._product(input, weight.t(), input.dtype)


def rms_norm(input, normalized_shape, weight, eps):
    if input.shape[-len(normalized_shape) :] != normalized_shape or (weight is not None and weight.shape != normalized_shape):
        raise RuntimeError(f"Given normalized_shape={normalized_shape}, expected input with shape [*, {normalized_shape}]")
    if weight is not None and weight.dtype is not input.dtype:
        raise RuntimeError("input and weight must have one type")
    return torch.Tensor(input.shape, input.dtype, input.device)


def scaled_dot_product_attention(query, key, value, *, is_causal, enable_gqa=False):
    if not isinstance(is_causal, bool) or len(query.shape) != 4 or key.shape != value.shape or query.dtype is not key.dtype:
        raise RuntimeError("query, key and value must have shape (N, H, L, E) and one type")
    (batch, heads, _, size), (key_batch, key_heads, _, key_size) = query.shape, key.shape
    if (batch, size) != (key_batch, key_size) or (heads % key_heads if enable_gqa else heads != key_heads):
        raise RuntimeError(f"query of {query.shape} and key of {key.shape} do not match")
    return query
