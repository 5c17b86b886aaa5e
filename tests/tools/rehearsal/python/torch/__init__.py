"""An imitation of the few functions of torch that roofs.py and script_products.py call, with torch's own parameters.

A misspelt name or argument fails as with torch. Shapes and types are checked, and nothing is computed.
"""

from types import SimpleNamespace

__version__ = "0.0.0 (imitation)"


class dtype:
    def __init__(self, name, is_float):
        self.name, self.is_float = name, is_float


bfloat16, float16, float32, float8_e4m3fn = (dtype(n, True) for n in ("bfloat16", "float16", "float32", "float8_e4m3fn"))
int8, int32 = (dtype(n, False) for n in ("int8", "int32"))


class Tensor:
    def __init__(self, shape, type_, device):
        if device != "cuda":
            raise RuntimeError(f"the tensor is on {device}, not on cuda")
        self.shape, self.dtype, self.device = tuple(shape), type_, device

    def to(self, type_):
        return Tensor(self.shape, type_, self.device)

    def t(self):
        if len(self.shape) != 2:
            raise RuntimeError("t() expects a tensor with 2 dimensions")
        return Tensor(self.shape[::-1], self.dtype, self.device)

    def copy_(self, source):
        if source.shape != self.shape:
            raise RuntimeError("the shapes differ")
        return self


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
    if out is None:
        return result
    if out.shape != result.shape or out.dtype is not result.dtype:
        raise RuntimeError("out has another shape or type")
    return out


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


backends = SimpleNamespace(cuda=SimpleNamespace(matmul=_Matmul()))

from . import cuda, nn  # noqa: E402
