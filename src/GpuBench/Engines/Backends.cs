using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Devices;
using GpuBench.Torch.Devices;
using GpuBench.Torch.SelfTest;

namespace GpuBench.Engines;

public static class Backends
{
    /// <summary>All engines on all interfaces, in the order of the list of devices.</summary>
    /// <param name="libTorchDirectory">Null for the default search of the loader.</param>
    public static IReadOnlyList<IBackend> All(string? libTorchDirectory)
    {
        var torchSharp = new TorchSharpEngine(new TrustedLibTorch(libTorchDirectory, ThisProgram.LibTorchSelfTest()));
        var stable = new TorchStableEngine(libTorchDirectory);
        return
        [
            new CudaBackend(),
            new OpenClBackend(),
            new CpuBackend(),
            new TorchCudaBackend(torchSharp, CudaIdentity.Complete, CudaTelemetry.TryOpen),
            new TorchCpuBackend(torchSharp),
            new TorchCudaBackend(stable, CudaIdentity.Complete, CudaTelemetry.TryOpen),
            new TorchCpuBackend(stable),
        ];
    }
}

/// <summary>Chooses one of the two engines on libtorch. Both call the same kernels, so measuring both would take twice the time.</summary>
public static class EngineChoice
{
    /// <summary>
    /// Devices of the engine that the user named, among others. If the user named none, torch-stable is removed, unless it has a device
    /// and TorchSharp has none. This happens if TorchSharp does not match the installed libtorch.
    /// </summary>
    /// <param name="engine">Null if the user named none.</param>
    public static Inventory Among(Inventory inventory, string? engine)
    {
        var isFallback = Has(inventory, TorchEngines.Stable) && !Has(inventory, TorchEngines.TorchSharp);
        return engine is not null || isFallback ? inventory : Without(inventory, TorchEngines.Stable);
    }

    private static bool Has(Inventory inventory, string engine) => inventory.Devices.Any(device => device.Engine == engine);

    private static Inventory Without(Inventory inventory, string engine) => new(
        [.. inventory.Devices.Where(device => device.Engine != engine)],
        [.. inventory.Missing.Where(missing => missing.Engine != engine)]);
}
