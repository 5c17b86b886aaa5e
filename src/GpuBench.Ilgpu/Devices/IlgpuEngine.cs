using GpuBench.Kernels.TensorOps;
using GpuBench.Measuring.Devices;
using ILGPU;

namespace GpuBench.Ilgpu.Devices;

/// <summary>What all three back ends have in common: the engine's name, and how its contexts are set up.</summary>
internal static class IlgpuEngine
{
    public const string Name = "ilgpu";

    /// <summary>E.g. <c>ILGPU 1.5.3</c>.</summary>
    public static string Version { get; } = $"ILGPU {typeof(Context).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>
    /// Devices can change places between a listing and an opening, above all when a run is resumed: then nothing may be
    /// measured under the old name.
    /// </summary>
    public static void RequireSame(DeviceInfo listed, string openedName)
    {
        if (openedName.Trim() != listed.Name)
            throw new InvalidOperationException(
                $"{listed.Id} is now '{openedName.Trim()}', not '{listed.Name}' as in the plan; start a new run");
    }

    /// <summary>The same for cards of one name, which only their UUIDs tell apart.</summary>
    /// <param name="openedUuid">Null where the driver does not say.</param>
    public static void RequireSameUuid(DeviceInfo listed, string? openedUuid)
    {
        if (listed.Uuid is not null && openedUuid is not null
            && !string.Equals(listed.Uuid, openedUuid, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{listed.Id} is now {openedUuid}, not {listed.Uuid} as in the plan; start a new run");
    }

    /// <summary>O2: at O1 every global access is generic. Profiling: without it there are no device timers.</summary>
    public static Context CreateContext(Action<Context.Builder> devices) => Context.Create(builder =>
    {
        devices(builder);
        builder.Optimize(OptimizationLevel.O2).Profiling().EnableAlgorithms();
        builder.TensorInstructions();
    });
}
