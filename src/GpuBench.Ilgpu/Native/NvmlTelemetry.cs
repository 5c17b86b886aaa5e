using System.Diagnostics.CodeAnalysis;
using System.Text;
using GpuBench.Measuring.Devices;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.Cuda.API;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// Clocks, temperature, power and energy of one device, through NVML. Nothing here throws; a missing value has a reason.
/// A reading takes tens of microseconds to milliseconds, so none belongs inside a timed interval. Thread-safe except for
/// <see cref="Dispose"/>.
/// </summary>
public sealed class NvmlTelemetry : IDisposable
{
    private const int NameBytes = 96; // NVML_DEVICE_NAME_V2_BUFFER_SIZE

    /// <summary>NVML_GPU_VIRTUALIZATION_MODE_VGPU: a guest that shares the device.</summary>
    private const uint VirtualGpuMode = 2;

    private readonly NvmlAPI _api;
    private readonly nint _device;
    private bool _isClosed;

    private NvmlTelemetry(NvmlAPI api, nint device)
    {
        _api = api;
        _device = device;
    }

    private delegate NvmlReturn Query<TRaw>(NvmlAPI api, nint device, out TRaw value);

    private delegate NvmlReturn Lookup(NvmlAPI api, out nint device);

    /// <summary>Opens the device that ILGPU opened, by its PCI address: NVML and CUDA number devices differently.</summary>
    /// <param name="reason">Why it cannot be opened.</param>
    public static bool TryOpen(
        CudaDevice cudaDevice, [NotNullWhen(true)] out NvmlTelemetry? telemetry, [NotNullWhen(false)] out string? reason) =>
        TryOpenByPciBusId(cudaDevice.NVMLPCIBusId, out telemetry, out reason);

    /// <param name="pciBusId">Domain, bus, device and function in hexadecimal, <c>0000:01:00.0</c> or <c>00000000:01:00.0</c>.</param>
    public static bool TryOpenByPciBusId(
        string pciBusId, [NotNullWhen(true)] out NvmlTelemetry? telemetry, [NotNullWhen(false)] out string? reason) =>
        TryOpen((NvmlAPI api, out nint device) => api.DeviceGetHandleByPciBusId(pciBusId, out device), out telemetry, out reason);

    /// <param name="uuid">With its prefix: <c>GPU-…</c>, or <c>MIG-…</c> for a MIG instance.</param>
    public static bool TryOpenByUuid(
        string uuid, [NotNullWhen(true)] out NvmlTelemetry? telemetry, [NotNullWhen(false)] out string? reason) =>
        TryOpen((NvmlAPI api, out nint device) => api.DeviceGetHandleByUUID(uuid, out device), out telemetry, out reason);

    public NvmlSample Read() => new(
        Read(
            static (NvmlAPI api, nint device, out uint mhz) => api.DeviceGetClockInfo(device, NvmlClockType.NVML_CLOCK_SM, out mhz),
            Hertz),
        Read(
            static (NvmlAPI api, nint device, out uint mhz) => api.DeviceGetClockInfo(device, NvmlClockType.NVML_CLOCK_MEM, out mhz),
            Hertz),
        Read(
            static (NvmlAPI api, nint device, out uint celsius) =>
                api.DeviceGetTemperature(device, NvmlTemperatureSensors.NVML_TEMPERATURE_GPU, out celsius),
            static (uint celsius) => (int?)Reading.Celsius(celsius)),
        Read(static (NvmlAPI api, nint device, out uint milliwatts) => api.DeviceGetPowerUsage(device, out milliwatts), Watts),
        Read(
            static (NvmlAPI api, nint device, out ulong millijoules) => api.DeviceGetTotalEnergyConsumption(device, out millijoules),
            static (ulong millijoules) => Reading.Joules(millijoules / 1000.0)),
        Read(
            static (NvmlAPI api, nint device, out ulong reasons) => api.DeviceGetCurrentClocksThrottleReasons(device, out reasons),
            static (ulong reasons) => reasons == ulong.MaxValue ? (NvmlClocksThrottleReasons?)null : (NvmlClocksThrottleReasons)reasons));

    /// <summary>The name that CUDA_VISIBLE_DEVICES and containers use for the device; null if NVML does not say.</summary>
    public string? ReadUuid()
    {
        string? uuid = null;
        var code = Guard(() => _api.DeviceGetUUID(_device, out uuid));
        return code == NvmlReturn.NVML_SUCCESS ? uuid : null;
    }

    public NvmlSettings ReadSettings() => new(
        Read(static (NvmlAPI api, nint device, out uint milliwatts) => api.DeviceGetEnforcedPowerLimit(device, out milliwatts), Watts),
        Read(
            static (NvmlAPI api, nint device, out NvmlEnableState state) => api.DeviceGetEccMode(device, out state, out _),
            static (NvmlEnableState state) => OnOrOff((uint)state)),
        Read(
            static (NvmlAPI api, nint device, out uint mode) => NvmlImports.GetMigMode(device, out mode, out _),
            OnOrOff),
        Read(
            static (NvmlAPI api, nint device, out uint mode) => NvmlImports.GetVirtualizationMode(device, out mode),
            static (uint mode) => mode <= byte.MaxValue ? mode == VirtualGpuMode : (bool?)null));

    /// <summary>Null if the driver reports no link.</summary>
    public NvLinks? ReadNvLinks() => _isClosed ? null : NvmlLinks.Read(_device, Guard);

    /// <summary>A MIG instance's name ends in its profile. Null if NVML does not say.</summary>
    public string? ReadName()
    {
        var name = new byte[NameBytes];
        var code = Guard(() =>
        {
            unsafe
            {
                fixed (byte* target = name)
                    return NvmlImports.GetName(_device, target, NameBytes);
            }
        });
        var text = Encoding.UTF8.GetString(name.AsSpan(0, Math.Max(0, name.AsSpan().IndexOf((byte)0)))).Trim();
        return code == NvmlReturn.NVML_SUCCESS && text.Length > 0 ? text : null;
    }

    /// <summary>Readings afterwards say that NVML is not open.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;

        _isClosed = true;
        // NVML counts its users and closes with the last.
        _ = _api.Shutdown();
    }

    private static bool TryOpen(Lookup lookup, [NotNullWhen(true)] out NvmlTelemetry? telemetry, [NotNullWhen(false)] out string? reason)
    {
        NativeLibraries.Install();
        telemetry = null;
        // With an explicit version, Create does not call the library, which may be absent.
        var nvml = NvmlAPI.Create(NvmlAPIVersion.V6);
        var code = Guard(nvml.Init);
        if (code == NvmlReturn.NVML_SUCCESS)
        {
            nint handle = 0;
            code = Guard(() => lookup(nvml, out handle));
            if (code == NvmlReturn.NVML_SUCCESS)
                telemetry = new(nvml, handle);
            else
                _ = nvml.Shutdown();
        }

        reason = telemetry is null ? NvmlReasons.Of(code) : null;
        return telemetry is not null;
    }

    private static NvmlReturn Guard(Func<NvmlReturn> call)
    {
        try
        {
            return call();
        }
        catch (DllNotFoundException)
        {
            return NvmlReturn.NVML_ERROR_LIBRARY_NOT_FOUND;
        }
        catch (EntryPointNotFoundException)
        {
            return NvmlReturn.NVML_ERROR_FUNCTION_NOT_FOUND;
        }
    }

    private NvmlReading<T> Read<TRaw, T>(Query<TRaw> query, Func<TRaw, T?> convert)
        where T : struct
    {
        if (_isClosed)
            return new(null, NvmlReturn.NVML_ERROR_UNINITIALIZED);

        TRaw raw = default!;
        var code = Guard(() => query(_api, _device, out raw));
        return code == NvmlReturn.NVML_SUCCESS ? new(convert(raw), code) : new(null, code);
    }

    private static long? Hertz(uint megahertz) => (long?)Reading.Hertz(megahertz * 1e6);

    private static double? Watts(uint milliwatts) => Reading.Watts(milliwatts / 1000.0);

    private static bool? OnOrOff(uint state) => state is 0 or 1 ? state == 1 : null;
}
