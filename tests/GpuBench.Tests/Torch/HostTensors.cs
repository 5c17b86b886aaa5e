using GpuBench.Measuring.Devices;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using static TorchSharp.torch;

namespace GpuBench.Tests.Torch;

/// <summary>Tensors on the processor through either engine, for tests of <see cref="LibTorchHere"/>.</summary>
internal static class HostTensors
{
    /// <param name="engine">One of <see cref="TorchEngines"/>.</param>
    public static ITensorFactory Of(string engine) =>
        engine == TorchEngines.Stable ? new StableTensors(Backend.Cpu, index: 0) : new TorchSharpTensors(CPU);
}
