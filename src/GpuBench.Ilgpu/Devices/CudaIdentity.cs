using System.Globalization;
using GpuBench.Ilgpu.Native;
using GpuBench.Measuring.Devices;

namespace GpuBench.Ilgpu.Devices;

/// <summary>
/// Adds a CUDA device's UUID, partition, NVLinks, power limit and ECC state, from the driver and NVML. All engines share it,
/// because all number devices as the driver does.
/// </summary>
public static class CudaIdentity
{
    /// <summary>Never throws. A field without an answer keeps its value.</summary>
    /// <param name="device">Its index is the driver's ordinal.</param>
    public static DeviceInfo Complete(DeviceInfo device)
    {
        NativeLibraries.Install();
        var driver = CudaDriver.TryLoad();
        using var nvml = OpenNvml(device.PciAddress);
        var settings = nvml?.ReadSettings();
        var isMig = CudaPartition.MigProfile(device.Name) is not null || settings?.IsMigEnabled.Value == true;
        var uuid = UuidOf(driver, device.Index, isMig) ?? (isMig ? null : nvml?.ReadUuid());
        return device with
        {
            Uuid = uuid ?? device.Uuid,
            PowerLimitWatts = settings?.EnforcedPowerLimitWatts.Value ?? device.PowerLimitWatts,
            EccEnabled = settings?.IsEccEnabled.Value ?? device.EccEnabled,
            Partition = isMig ? Mig(device, uuid)
                : settings?.IsVirtual.Value == true ? "vGPU"
                : CudaPartition.Mps(IsMpsInUse(driver, device.Index)) ?? device.Partition,
            // A MIG instance reaches no other device.
            NvLink = isMig ? null : nvml?.ReadNvLinks() ?? device.NvLink,
        };
    }

    private static NvmlTelemetry? OpenNvml(string? pciAddress) =>
        pciAddress is not null && NvmlTelemetry.TryOpenByPciBusId(pciAddress, out var nvml, out _) ? nvml : null;

    private static string Mig(DeviceInfo device, string? uuid)
    {
        if (CudaPartition.MigProfile(device.Name) is not null || uuid is null)
            return CudaPartition.Mig(device.Name);
        if (!NvmlTelemetry.TryOpenByUuid(uuid, out var instance, out _))
            return CudaPartition.Mig(null);
        using (instance)
            return CudaPartition.Mig(instance.ReadName());
    }

    /// <returns>Null if the driver gives no UUID, or one of only zeros or ones.</returns>
    private static string? UuidOf(CudaDriver? driver, int ordinal, bool isMig)
    {
        if (Query(driver, ordinal, (api, device) => api.UuidOf(device)) is not { } bytes
            || bytes.All(b => b == 0) || bytes.All(b => b == byte.MaxValue))
            return null;
        return $"{(isMig ? "MIG" : "GPU")}-{new Guid(bytes, bigEndian: true):D}";
    }

    private static bool? IsMpsInUse(CudaDriver? driver, int ordinal) =>
        Query(driver, ordinal, (api, device) => new bool?(api.AttributeOf(device, CudaDeviceAttribute.MpsEnabled) != 0));

    private static T? Query<T>(CudaDriver? driver, int ordinal, Func<CudaDriver, int, T?> query)
    {
        try
        {
            return driver is null ? default : query(driver, driver.Device(ordinal));
        }
        catch (CudaCallException)
        {
            return default;
        }
    }
}

/// <summary>Names the part of a GPU that a CUDA device is: a MIG instance or an MPS share.</summary>
public static class CudaPartition
{
    /// <summary>The variable that limits a process to a share of the multiprocessors under MPS.</summary>
    public const string MpsShareVariable = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";

    private const string MigMark = " MIG ";

    /// <summary>
    /// E.g. <c>1g.10gb</c> of <c>NVIDIA H100 80GB HBM3 MIG 1g.10gb</c>, as CUDA and NVML name an instance; null for other names.
    /// </summary>
    public static string? MigProfile(string? name) =>
        name?.LastIndexOf(MigMark, StringComparison.Ordinal) is >= 0 and var at ? name[(at + MigMark.Length)..].Trim() : null;

    /// <param name="name">The device's name, or NVML's name of the instance: whichever contains the profile.</param>
    public static string Mig(string? name) => MigProfile(name) is { Length: > 0 } profile ? $"MIG {profile}" : "MIG";

    /// <param name="isMpsInUse">Null: the driver does not say, so the variable decides.</param>
    /// <returns>Null if this process may use all multiprocessors.</returns>
    public static string? Mps(bool? isMpsInUse)
    {
        var isShare = double.TryParse(
            Environment.GetEnvironmentVariable(MpsShareVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent);
        return isShare && percent is > 0 and < 100 && isMpsInUse != false
            ? string.Create(CultureInfo.InvariantCulture, $"MPS {percent} % of threads ({MpsShareVariable})")
            : null;
    }
}
