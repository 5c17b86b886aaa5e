using System.Globalization;
using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.Cuda;
using IDevice = GpuBench.Measuring.Devices.IDevice;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Every CUDA device of the driver. A device that fails is listed as missing, with its reason; the others stay usable.</summary>
public sealed class CudaBackend : IBackend
{
    /// <summary>Maxwell: no driver of older devices accepts our PTX.</summary>
    private const int MinCapability = 50;

    private static readonly PtxRequirement Requirement = PtxRequirement.Of(CudaContext.PtxVersion);

    public string Engine => IlgpuEngine.Name;

    public Backend Backend => Backend.Cuda;

    public Inventory Discover()
    {
        NativeLibraries.Install();
        var presence = NativeLibraries.Describe();
        if (presence.Remedy is { } remedy)
            return Lacking(presence.Reason, remedy);
        if (Requirement.RefusalReason(presence.SupportedCudaVersion!) is { } reason)
            return Lacking(reason, Requirement.Remedy);
        var driver = CudaDriver.TryLoad()!;
        var inventory = Enumerable.Range(0, presence.DeviceCount)
            .Select(ordinal => Describe(driver, ordinal, presence.SupportedCudaVersion!))
            .Aggregate(Inventory.Empty, (all, one) => all.And(one));
        return inventory.Devices.Count > 1
            ? inventory with
            {
                Devices = [.. inventory.Devices.Select(device => device with { Capabilities = [.. device.Capabilities, "peer"] })],
            }
            : inventory;
    }

    public string? Explain(Exception cause) => EngineErrors.Explain(cause);

    public IDevice Open(DeviceInfo device)
    {
        var context = CudaContext.Create();
        var driver = CudaDriver.TryLoad() ?? throw new InvalidOperationException(NativeLibraries.Describe().Reason);
        var facts = CudaDeviceFacts.Read(driver, device.Index);
        IlgpuEngine.RequireSame(device, facts.Name);
        IlgpuEngine.RequireSameUuid(device, CudaIdentity.Complete(device with { Uuid = null }).Uuid);
        var accelerator = CudaOrdinals.Describe(driver, device.Index).CreateCudaAccelerator(context);
        return new IlgpuDevice(device, context, accelerator, IlgpuTimer.CudaEvents, CudaTelemetry.TryOpen(device));
    }

    private Inventory Describe(CudaDriver driver, int ordinal, Version driverVersion)
    {
        var who = string.Create(CultureInfo.InvariantCulture, $"cuda:{ordinal}");
        try
        {
            var facts = CudaDeviceFacts.Read(driver, ordinal);
            who = $"{who} ({facts.Name})";
            if (facts.UnsupportedReason() is { } reason)
                return Lacking(
                    $"{who}: {reason}.", facts.IsProhibited ? CudaDriverRemedies.ProhibitedMode : CudaDriverRemedies.OfDevice(0));
            if (facts.ComputeCapability < MinCapability)
                return Lacking(
                    $"{who}: our kernels need compute capability 5.0; this device is {facts.Architecture}.",
                    "Use the torchsharp engine, if its PyTorch still has code for this device.");
            _ = CudaOrdinals.Describe(driver, ordinal);
            return Inventory.Of(CudaDeviceReader.Read(facts, ordinal, driverVersion));
        }
        catch (CudaCallException failed)
        {
            return Lacking($"{who}: {failed.Message}.", CudaDriverRemedies.OfDevice(failed.Failure.Code));
        }
        catch (CudaException failed)
        {
            return Lacking($"{who}: {EngineErrors.Explain(failed) ?? failed.Message}", CudaDriverRemedies.OfDevice(0));
        }
    }

    private Inventory Lacking(string reason, string remedy) => Inventory.Lacking(Engine, Backend, reason, remedy);
}

/// <summary>Builds a device's listing from the answers of the CUDA driver and NVML.</summary>
internal static class CudaDeviceReader
{
    /// <param name="facts">Facts of a usable device.</param>
    public static DeviceInfo Read(CudaDeviceFacts facts, int ordinal, Version driverVersion) => CudaIdentity.Complete(new()
    {
        Engine = IlgpuEngine.Name,
        Backend = Backend.Cuda,
        Index = ordinal,
        Class = DeviceClass.Accelerator,
        Name = facts.Name,
        Vendor = "NVIDIA",
        Driver = string.Create(CultureInfo.InvariantCulture, $"CUDA {driverVersion}"),
        Architecture = facts.Architecture,
        PciAddress = facts.PciAddress,
        MemoryBytes = facts.MemoryBytes!.Value,
        MaxAllocationBytes = facts.MemoryBytes.Value,
        LastLevelCacheBytes = facts.L2CacheBytes,
        ComputeUnits = facts.MultiprocessorCount,
        ClockHertz = facts.ClockHertz,
        MemoryClockHertz = facts.MemoryClockHertz,
        MemoryBusBits = facts.MemoryBusBits,
        EccEnabled = facts.EccEnabled,
        Capabilities = ["int32", "fp64", .. HasHalfArithmetic(facts) ? ["fp16"] : Array.Empty<string>(), "pinned"],
    });

    /// <summary>From compute capability 5.3 on.</summary>
    private static bool HasHalfArithmetic(CudaDeviceFacts facts) => facts.ComputeCapability >= 53;
}
