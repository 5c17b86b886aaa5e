using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Devices;
using GpuBench.Torch.SelfTest;

namespace GpuBench.Engines;

public static class Backends
{
    /// <summary>Every engine on every interface, in the order in which devices are listed.</summary>
    /// <param name="libTorchDirectory">Null: the loader's own search.</param>
    public static IReadOnlyList<IBackend> All(string? libTorchDirectory)
    {
        var torchSharp = new TorchSharpEngine(new TrustedLibTorch(libTorchDirectory, ThisProgram.LibTorchSelfTest()));
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

/// <summary>Which of the two ways into libtorch a run takes: measuring by both would spend the budget twice on the same kernels.</summary>
public static class EngineChoice
{
    /// <summary>
    /// The engine that was asked for. Without one TorchSharp's, and the stable interface stands in where TorchSharp has no device at all
    /// and it has one, as with a libtorch that the bridge does not fit.
    /// </summary>
    /// <param name="engine">Null: the user leaves it open.</param>
    public static Inventory Among(Inventory inventory, string? engine)
    {
        var standsIn = Has(inventory, TorchEngines.Stable) && !Has(inventory, TorchEngines.TorchSharp);
        return engine is not null || standsIn ? inventory : Without(inventory, TorchEngines.Stable);
    }

    private static bool Has(Inventory inventory, string engine) => inventory.Devices.Any(device => device.Engine == engine);

    private static Inventory Without(Inventory inventory, string engine) => new(
        [.. inventory.Devices.Where(device => device.Engine != engine)],
        [.. inventory.Missing.Where(missing => missing.Engine != engine)]);
}
