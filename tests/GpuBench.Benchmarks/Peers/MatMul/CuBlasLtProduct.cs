using GpuBench.Workloads.Shapes;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>
/// A product of fp8 operands by cublasLtMatmul, with B as (N,K). The algorithm is the first one that the library's own heuristic returns.
/// </summary>
internal sealed class CuBlasLtProduct : StreamProduct
{
    /// <summary>The size that NVIDIA recommends for Hopper.</summary>
    private const ulong WorkspaceBytes = 32 << 20;

    private readonly MatMulShape _shape;
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> _workspace;
    private readonly nint _handle;
    private readonly nint _operation;
    private readonly nint _right;
    private readonly nint _left;
    private readonly nint _result;
    private readonly CuBlasLtFunctions.Candidate _algorithm;

    /// <summary>
    /// The library is column-major. It reads the rows of B and A, each along K, as columns. It writes Cᵀ, which is C in row-major order.
    /// </summary>
    /// <exception cref="PeerUnavailableException">The library has no algorithm for the shape on this device.</exception>
    public CuBlasLtProduct(PeerProduct product)
        : base(product)
    {
        _shape = product.Shape;
        var (inputType, outputType) = (CudaType.Of(product.DType.Input)!.Value, CudaType.Of(product.DType.Output)!.Value);
        _workspace = product.Device.Accelerator.Allocate1D<byte>((long)WorkspaceBytes);
        Require(CuBlasLtFunctions.Create(out _handle));
        Require(CuBlasLtFunctions.CreateOperation(out _operation, CudaType.ComputeFp32, CudaType.Fp32));
        Require(CuBlasLtFunctions.CreateLayout(out _right, inputType, (ulong)_shape.K, (ulong)_shape.N, _shape.K));
        Require(CuBlasLtFunctions.CreateLayout(out _left, inputType, (ulong)_shape.K, (ulong)_shape.M, _shape.K));
        Require(CuBlasLtFunctions.CreateLayout(out _result, outputType, (ulong)_shape.N, (ulong)_shape.M, _shape.N));
        TransposeRight();
        try
        {
            _algorithm = FindAlgorithm();
        }
        catch (PeerUnavailableException)
        {
            Dispose();
            throw;
        }
    }

    protected override unsafe void Enqueue(int index)
    {
        float one = 1, zero = 0;
        fixed (CuBlasLtFunctions.Candidate* algorithm = &_algorithm)
        {
            Require(CuBlasLtFunctions.MatMul(
                _handle, _operation, &one, Buffers.Right(index).NativePtr, _right, Buffers.Left(index).NativePtr, _left, &zero,
                Buffers.Result.NativePtr, _result, Buffers.Result.NativePtr, _result,
                algorithm, _workspace.NativePtr, (nuint)WorkspaceBytes, ((CudaStream)Buffers.Stream).StreamPtr));
        }
    }

    public override void Dispose()
    {
        foreach (var layout in (nint[])[_right, _left, _result])
            _ = CuBlasLtFunctions.DestroyLayout(layout);
        _ = CuBlasLtFunctions.DestroyOperation(_operation);
        _ = CuBlasLtFunctions.Destroy(_handle);
        _workspace.Dispose();
        base.Dispose();
    }

    private unsafe void TransposeRight()
    {
        var transpose = CuBlasFunctions.Transpose;
        Require(CuBlasLtFunctions.SetOperation(_operation, CuBlasLtFunctions.TransposeA, &transpose, sizeof(int)));
    }

    private unsafe CuBlasLtFunctions.Candidate FindAlgorithm()
    {
        Require(CuBlasLtFunctions.CreatePreference(out var preference));
        var bytes = WorkspaceBytes;
        Require(CuBlasLtFunctions.SetPreference(preference, CuBlasLtFunctions.MaxWorkspace, &bytes, sizeof(ulong)));
        CuBlasLtFunctions.Candidate candidate;
        var status = CuBlasLtFunctions.FindAlgorithm(
            _handle, _operation, _right, _left, _result, _result, preference, 1, &candidate, out var found);
        _ = CuBlasLtFunctions.DestroyPreference(preference);
        return status == 0 && found == 1
            ? candidate
            : throw new PeerUnavailableException($"cuBLASLt has no algorithm for {_shape} in fp8 (status {status})");
    }

    private void Require(int status)
    {
        if (status != 0)
            throw new InvalidOperationException($"cuBLASLt returned {status} at {_shape}");
    }
}
