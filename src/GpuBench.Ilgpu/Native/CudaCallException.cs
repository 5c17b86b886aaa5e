namespace GpuBench.Ilgpu.Native;

/// <summary>The driver refused a call; the message holds call, code, name and text.</summary>
public sealed class CudaCallException(CudaCallFailure failure) : Exception(failure.ToString())
{
    public CudaCallFailure Failure => failure;
}
