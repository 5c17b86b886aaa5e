using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Torch.Loading;

namespace GpuBench.Torch.Devices;

/// <summary>libtorch's CPU kernels.</summary>
/// <param name="libTorchDirectory">Null: the loader's own search.</param>
public sealed class TorchCpuBackend(string? libTorchDirectory) : IBackend
{
    public string Engine => TorchEngine.Name;

    public Backend Backend => Backend.Cpu;

    public Inventory Discover() => LibTorch.Load(libTorchDirectory) switch
    {
        LibTorchLoad.Loaded loaded => Inventory.Of(Describe(loaded)),
        LibTorchLoad.NotLoaded missing => Inventory.Lacking(Engine, Backend, missing.Reason, missing.Cure),
        _ => Inventory.Empty,
    };

    public IDevice Open(DeviceInfo device) => LibTorch.Load(libTorchDirectory) switch
    {
        LibTorchLoad.Loaded loaded => new TorchCpuDevice(device, loaded),
        LibTorchLoad.NotLoaded missing => throw new InvalidOperationException($"{missing.Reason} {missing.Cure}"),
        _ => throw new InvalidOperationException("libtorch did not load"),
    };

    /// <summary>Results are published: they need not name the user.</summary>
    private static string WithoutHome(string path)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && path.StartsWith(home, StringComparison.Ordinal) ? "~" + path[home.Length..] : path;
    }

    private DeviceInfo Describe(LibTorchLoad.Loaded loaded)
    {
        var host = HostInfo.Read();
        var bridge = loaded.IsBridgePatched ? ", bridge patched for this C++ library" : "";
        var missing = loaded.MissingSymbols.Count > 0 ? $", {loaded.MissingSymbols.Count} functions missing" : "";
        return new()
        {
            Engine = Engine,
            Backend = Backend,
            Index = 0,
            Class = DeviceClass.HostCpu,
            Name = host.Cpu,
            Vendor = "PyTorch",
            Driver = $"libtorch {loaded.Version ?? "of unknown version"} in {WithoutHome(loaded.Directory)} ({loaded.Origin}{bridge}{missing})",
            MemoryBytes = host.MemoryBytes,
            MaxAllocationBytes = host.MemoryBytes,
            LastLevelCacheBytes = HostCache.LastLevelBytes(),
            ComputeUnits = host.CpuCount,
            Capabilities = ["fp64", "bf16"],
        };
    }
}
