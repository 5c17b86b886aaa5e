using System.Runtime.CompilerServices;
using GpuBench.Ilgpu.Native;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Devices;

/// <summary>The ILGPU context for CUDA devices, in measurements and in tests.</summary>
public static class CudaContext
{
    /// <summary>Fixed, so that the measured code does not change with the driver.</summary>
    public static CudaInstructionSet PtxVersion => CudaInstructionSet.ISA_80;

    /// <summary>
    /// Calls <see cref="NativeLibraries.Install"/>, then registers the driver's usable devices. Without a driver there are none;
    /// <see cref="NativeLibraries.Describe"/> says why.
    /// </summary>
    /// <param name="configure">Adds the caller's settings, such as further intrinsics.</param>
    public static Context Create(Action<Context.Builder>? configure = null)
    {
        NativeLibraries.Install();
        return IlgpuEngine.CreateContext(builder =>
        {
            // Sets up CUDA, but rejects ILGPU's own list of devices, which ends at the first that fails.
            builder.Cuda((CudaDevice _) => false);
            CudaOrdinals.Register(builder);
            configure?.Invoke(builder);
        });
    }
}

/// <summary>
/// Creates ILGPU's descriptions of CUDA devices, one ordinal at a time. ILGPU's own enumeration stops silently at the first device
/// that fails. ILGPU's constructor for one device is internal; <see cref="UnsafeAccessorAttribute"/> reaches it by its signature.
/// </summary>
internal static class CudaOrdinals
{
    /// <exception cref="CudaCallException">A driver query about the device failed.</exception>
    /// <exception cref="CudaException">A query that only ILGPU makes failed.</exception>
    public static CudaDevice Describe(CudaDriver driver, int ordinal)
    {
        var device = Create(driver.Device(ordinal));
        SetInstructionSet(device, CudaContext.PtxVersion);
        return device;
    }

    /// <summary>Adds every device that can be described, by ascending ordinal.</summary>
    public static void Register(Context.Builder builder)
    {
        if (NativeLibraries.Describe() is not { State: CudaDriverState.Ready, DeviceCount: var count }
            || CudaDriver.TryLoad() is not { } driver)
            return;
        for (var ordinal = 0; ordinal < count; ordinal++)
        {
            try
            {
                RegistryOf(builder).Register(Describe(driver, ordinal));
            }
            catch (Exception failed) when (failed is CudaCallException or CudaException or NotSupportedException)
            {
                // The listing says why; this context needs only the usable devices.
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern CudaDevice Create(int deviceId);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_InstructionSet")]
    private static extern void SetInstructionSet(CudaDevice device, CudaInstructionSet? version);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_DeviceRegistry")]
    private static extern DeviceRegistry RegistryOf(Context.Builder builder);
}
