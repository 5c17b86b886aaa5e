using GpuBench.Kernels.TensorOps;
using GpuBench.Measuring.Devices;
using ILGPU;

namespace GpuBench.Ilgpu.Devices;

/// <summary>What the three back ends share: the engine's name, the identity check and the context settings.</summary>
internal static class IlgpuEngine
{
    public const string Name = "ilgpu";

    /// <summary>E.g. <c>ILGPU 1.5.3</c>.</summary>
    public static string Version { get; } = $"ILGPU {typeof(Context).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>
    /// Refuses a device that is not the listed one. Devices can change places between listing and opening, above all before a
    /// resumed run; nothing may be measured under another device's name.
    /// </summary>
    public static void RequireSame(DeviceInfo listed, string openedName)
    {
        if (openedName.Trim() != listed.Name)
            throw new InvalidOperationException(
                $"{listed.Id} is now '{openedName.Trim()}', not '{listed.Name}' as in the plan; start a new run");
    }

    /// <summary>The same check for cards of equal name, which only their UUIDs distinguish.</summary>
    /// <param name="openedUuid">Null if the driver does not say.</param>
    public static void RequireSameUuid(DeviceInfo listed, string? openedUuid)
    {
        if (listed.Uuid is not null && openedUuid is not null
            && !string.Equals(listed.Uuid, openedUuid, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"{listed.Id} is now {openedUuid}, not {listed.Uuid} as in the plan; start a new run");
    }

    /// <summary>O2, because O1 makes every global access generic. Profiling, because device timers need it.</summary>
    public static Context CreateContext(Action<Context.Builder> devices) => Context.Create(builder =>
    {
        devices(builder);
        builder.Optimize(OptimizationLevel.O2).Profiling().EnableAlgorithms();
        builder.TensorInstructions();
    });
}
