using System.Runtime.CompilerServices;
using GpuBench.Ilgpu.Native;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Devices;

/// <summary>The ILGPU context of everything that runs on CUDA devices, measured or tested.</summary>
public static class CudaContext
{
    /// <summary>Fixed: otherwise the code that is measured would change with the driver.</summary>
    public static CudaInstructionSet PtxVersion => CudaInstructionSet.ISA_80;

    /// <summary>
    /// Lists the driver's devices that answer, after <see cref="NativeLibraries.Install"/>. Without a driver the list is empty;
    /// <see cref="NativeLibraries.Describe"/> says why.
    /// </summary>
    /// <param name="configure">What a caller adds, such as intrinsics of its own.</param>
    public static Context Create(Action<Context.Builder>? configure = null)
    {
        NativeLibraries.Install();
        return IlgpuEngine.CreateContext(builder =>
        {
            // What else ILGPU sets up for CUDA, without its list of devices, which ends at the first that fails.
            builder.Cuda((CudaDevice _) => false);
            CudaOrdinals.Register(builder);
            configure?.Invoke(builder);
        });
    }
}

/// <summary>
/// ILGPU's descriptions of CUDA devices, one ordinal at a time. ILGPU's own enumeration ends in silence at the first device that
/// fails, and numbers the devices before it; its constructor for one device is internal, and reached by its signature here.
/// </summary>
internal static class CudaOrdinals
{
    /// <exception cref="CudaCallException">The driver refuses an answer about the device.</exception>
    /// <exception cref="CudaException">The same, where only ILGPU asks.</exception>
    public static CudaDevice Describe(CudaDriver driver, int ordinal)
    {
        var device = Create(driver.Device(ordinal));
        SetInstructionSet(device, CudaContext.PtxVersion);
        return device;
    }

    /// <summary>Adds every device that can be described, in the order of their ordinals.</summary>
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
                // A listing says why; here the others matter.
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
