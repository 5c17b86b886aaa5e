using GpuBench.Commands;
using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Devices;
using GpuBench.Torch.SelfTest;

namespace GpuBench;

public static class Backends
{
    /// <summary>Every engine on every interface, in the order in which devices are listed.</summary>
    /// <param name="libTorchDirectory">Null: the loader's own search.</param>
    public static IReadOnlyList<IBackend> All(string? libTorchDirectory)
    {
        var torchSharp = new TorchSharpEngine(new TrustedLibTorch(libTorchDirectory, LibTorchSelfTestCommand.Process()));
        var stable = new TorchStableEngine(libTorchDirectory);
        return
        [
            new CudaBackend(),
            new OpenClBackend(),
            new CpuBackend(),
            new TorchCudaBackend(torchSharp, CudaIdentity.Complete),
            new TorchCpuBackend(torchSharp),
            new TorchCudaBackend(stable, CudaIdentity.Complete),
            new TorchCpuBackend(stable),
        ];
    }
}
