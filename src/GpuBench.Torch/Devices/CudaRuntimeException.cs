namespace GpuBench.Torch.Devices;

/// <summary>The CUDA runtime refused a call; the message holds call, code, name and text.</summary>
public sealed class CudaRuntimeException(string message) : Exception(message);
