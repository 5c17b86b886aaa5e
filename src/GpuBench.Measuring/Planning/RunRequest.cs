using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Planning;

/// <summary>The parsed command line, before it is matched with the devices of this machine.</summary>
public sealed record RunRequest
{
    public DeviceSelector Device { get; init; } = DeviceSelector.Auto;

    /// <summary>Null: every engine.</summary>
    public string? Engine { get; init; }

    public Suite Suite { get; init; } = Suite.Quick;

    /// <summary>Null: every workload.</summary>
    public IReadOnlyList<string>? Workloads { get; init; }

    public IReadOnlyList<AxisValues> Axes { get; init; } = [];

    /// <summary>Null: the budget of the suite.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Null: the rounds of the suite.</summary>
    public int? Rounds { get; init; }

    public ulong Seed { get; init; } = 1;
}
