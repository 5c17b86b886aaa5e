"""An imitation of the few functions of torch that roofs.py, script_products.py and model_peer.py call, with torch's own parameters.

A misspelt name or argument fails as with torch. Shapes, strides and types are checked, and nothing is computed.
"""

from contextlib import nullcontext
from types import SimpleNamespace

__version__ = "0.0.0 (imitation)"


class dtype:
    def __init__(self, name, is_float):
        self.name, self.is_float = name, is_float


bfloat16, float16, float32, float64, float8_e4m3fn, complex64 = (
    dtype(n, True) for n in ("bfloat16", "float16", "float32", "float64", "float8_e4m3fn", "complex64"))
int8, int32, int64 = (dtype(n, False) for n in ("int8", "int32", "int64"))


def _packed(shape):
    strides, step = [], 1
    for size in reversed(shape):
        strides.append(step)
        step *= size
    return tuple(reversed(strides))


def _count(shape):
    product = 1
    for size in shape:
        product *= size
    return product


class Tensor:
    def __init__(self, shape, type_, device, strides=None):
        if device != "cuda":
            raise RuntimeError(f"the tensor is on {device}, not on cuda")
        self.shape, self.dtype, self.device = tuple(shape), type_, device
        self.strides = _packed(self.shape) if strides is None else tuple(strides)

    def to(self, type_):
        return Tensor(self.shape, type_, self.device)

    def t(self):
        if len(self.shape) != 2:
            raise RuntimeError("t() expects a tensor with 2 dimensions")
        return self.transpose(0, 1)

    def transpose(self, dim0, dim1):
        shape, strides = list(self.shape), list(self.strides)
        shape[dim0], shape[dim1] = shape[dim1], shape[dim0]
        strides[dim0], strides[dim1] = strides[dim1], strides[dim0]
        return Tensor(shape, self.dtype, self.device, strides)

    def narrow(self, dim, start, length):
        if start < 0 or length < 0 or start + length > self.shape[dim]:
            raise RuntimeError(f"start ({start}) + length ({length}) exceeds dimension size ({self.shape[dim]})")
        return Tensor((*self.shape[:dim], length, *self.shape[dim + 1 :]), self.dtype, self.device, self.strides)

    def view(self, *size):
        """Dimensions of the old shape that lie densely behind each other form a block. The new dimensions must divide each block."""
        size = _shape(size)
        if _count(size) != _count(self.shape):
            raise RuntimeError(f"shape '{list(size)}' is invalid for input of size {_count(self.shape)}")
        blocks = []
        for extent, stride in zip(self.shape, self.strides):
            if extent == 1:
                continue
            if blocks and blocks[-1][1] == extent * stride:
                blocks[-1] = (blocks[-1][0] * extent, stride)
            else:
                blocks.append((extent, stride))
        strides, left, step = [], 1, 1
        for extent in reversed(size):
            if left == 1 and extent > 1 and blocks:
                left, step = blocks.pop()
            if left % extent:
                raise RuntimeError("view size is not compatible with input tensor's size and stride. Use .reshape(...) instead.")
            strides.append(step)
            left, step = left // extent, step * extent
        return Tensor(size, self.dtype, self.device, reversed(strides))

    def reshape(self, *size):
        if _count(_shape(size)) != _count(self.shape):
            raise RuntimeError("the numbers of elements differ")
        return Tensor(_shape(size), self.dtype, self.device)

    def mul_(self, other):
        if not isinstance(other, float):
            raise TypeError("mul_ by a number")
        return self

    def addmm_(self, mat1, mat2):
        return _into(self, _product(mat1, mat2, mat1.dtype))

    def copy_(self, source):
        if source.shape != self.shape:
            raise RuntimeError("the shapes differ")
        return self

    def __truediv__(self, other):
        return Tensor(self.shape, self.dtype, self.device)

    def __neg__(self):
        return Tensor(self.shape, self.dtype, self.device)

    def __rpow__(self, other):
        return Tensor(self.shape, self.dtype, self.device)


def _into(out, result):
    """Nothing is enlarged here: torch does so with a warning, which would be a mistake of the caller."""
    if out.shape != result.shape or out.dtype is not result.dtype:
        raise RuntimeError(f"out has another shape or type: {out.shape} {out.dtype.name}, {result.shape} {result.dtype.name}")
    return out


def _broadcast(a, b):
    longest = max(len(a), len(b))
    a, b = (1,) * (longest - len(a)) + a, (1,) * (longest - len(b)) + b
    if any(x != y and x != 1 and y != 1 for x, y in zip(a, b)):
        raise RuntimeError(f"the shapes {a} and {b} cannot be broadcast")
    return tuple(max(x, y) for x, y in zip(a, b))


def _shape(size):
    return size[0] if len(size) == 1 and isinstance(size[0], tuple) else size


def empty(*size, device="cpu", dtype=float32):
    return Tensor(_shape(size), dtype, device)


def ones(*size, device="cpu", dtype=float32):
    return Tensor(_shape(size), dtype, device)


def randn(*size, device="cpu", dtype=float32):
    if not dtype.is_float or dtype is float8_e4m3fn:
        raise RuntimeError(f"normal_ is not implemented for {dtype.name}")
    return Tensor(_shape(size), dtype, device)


def randint(low, high, size, *, device="cpu", dtype=None):
    if not isinstance(size, tuple) or low >= high:
        raise TypeError("randint(low, high, size)")
    return Tensor(size, dtype, device)


def sum(input):
    return Tensor((), input.dtype, input.device)


def _product(a, b, result_type):
    if a.dtype is not b.dtype:
        raise RuntimeError(f"expected m1 and m2 to have the same dtype, but got: {a.dtype.name} != {b.dtype.name}")
    if len(a.shape) != 2 or len(b.shape) != 2 or a.shape[1] != b.shape[0]:
        raise RuntimeError(f"mat1 and mat2 shapes cannot be multiplied ({a.shape} and {b.shape})")
    return Tensor((a.shape[0], b.shape[1]), result_type, a.device)


def mm(input, mat2, *, out=None):
    result = _product(input, mat2, input.dtype)
    return result if out is None else _into(out, result)


def mul(input, other, *, out):
    types = {float32, bfloat16} if float32 in (input.dtype, other.dtype) else {input.dtype}
    if other.dtype not in types:
        raise RuntimeError(f"{input.dtype.name} times {other.dtype.name}")
    return _into(out, Tensor(_broadcast(input.shape, other.shape), input.dtype, input.device))


def index_select(input, dim, index, *, out):
    if dim != 0 or index.dtype is not int64 or len(index.shape) != 1:
        raise RuntimeError("index_select(): index must be a vector of int64, and dim 0 here")
    return _into(out, Tensor((index.shape[0], *input.shape[1:]), input.dtype, input.device))


def argmax(input, dim, *, out):
    if dim != -1:
        raise RuntimeError("the last dimension is asked for")
    return _into(out, Tensor(input.shape[:-1], int64, input.device))


def view_as_complex(input):
    if input.dtype is not float32 or input.shape[-1] != 2 or input.strides[-1] != 1:
        raise RuntimeError("Tensor must have a last dimension with stride 1 and of size 2")
    if any(stride % 2 for stride in input.strides[:-1]):
        raise RuntimeError("Tensor must have a stride divisible by 2 for all but last dimension")
    return Tensor(input.shape[:-1], complex64, input.device, [stride // 2 for stride in input.strides[:-1]])


def arange(*range_, device="cpu", dtype):
    return Tensor((len(range(*range_)),), dtype, device)


def outer(input, vec2):
    return Tensor((input.shape[0], vec2.shape[0]), input.dtype, input.device)


def ones_like(input):
    return Tensor(input.shape, input.dtype, input.device)


def polar(abs, angle):
    return _into(angle, abs)


def inference_mode():
    return nullcontext()


def _int_mm(self, mat2):
    if self.dtype is not int8:
        raise RuntimeError("self must be int8")
    return _product(self, mat2, int32)


def _scaled_mm(self, mat2, scale_a, scale_b, *, out_dtype):
    if self.dtype is not float8_e4m3fn or scale_a.dtype is not float32 or scale_b.dtype is not float32:
        raise RuntimeError("operands must be fp8, scales fp32")
    return _product(self, mat2, out_dtype)


class _Matmul:
    __slots__ = ("allow_tf32",)


def _silu_out(self, *, out):
    return _into(out, self)


def _enable_cudnn_sdp(enabled):
    if not isinstance(enabled, bool):
        raise RuntimeError("set_sdp_use_cudnn expects a bool")


backends = SimpleNamespace(cuda=SimpleNamespace(matmul=_Matmul(), enable_cudnn_sdp=_enable_cudnn_sdp))
ops = SimpleNamespace(aten=SimpleNamespace(silu=SimpleNamespace(out=_silu_out)))

from . import cuda, nn  # noqa: E402
