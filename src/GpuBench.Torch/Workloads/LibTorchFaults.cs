using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Workloads;

/// <summary>Causes errors inside libtorch on purpose, to show how they are handled.</summary>
public static class LibTorchFaults
{
    /// <param name="device">A device of either engine.</param>
    /// <exception cref="Exception">Always: (2,3) cannot be multiplied with (2,3).</exception>
    public static void ShapeError(IDevice device) => ((ITorchDevice)device).Tensors.MultiplyMisfits();

    /// <summary>The same through TorchSharp's torch.matmul, whose error cannot be caught: the process ends by SIGABRT.</summary>
    public static void ShapeAbort()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        TorchSharp.torch.zeros(2, 3).matmul(TorchSharp.torch.zeros(2, 3));
    }

    /// <summary>Requests one PiB.</summary>
    /// <param name="device">A device of either engine.</param>
    /// <exception cref="Exception">Always.</exception>
    public static void OutOfMemory(IDevice device) => ((ITorchDevice)device).Tensors.Empty([1L << 48], DType.Fp32).Dispose();
}
