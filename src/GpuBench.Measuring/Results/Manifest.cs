using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;

namespace GpuBench.Measuring.Results;

/// <summary>All that is needed to run it again, and to know what it was run on.</summary>
public sealed record Manifest : Extensible
{
    public required ToolInfo Tool { get; init; }

    /// <summary>The arguments, as they were given.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null: cut off before its end.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Each time the run was cut off and gone on with.</summary>
    public IReadOnlyList<DateTimeOffset> ResumedAt { get => field ?? []; init; }

    /// <summary>The word of a <see cref="Planning.Suite"/>; a newer version may have more of them.</summary>
    public required string Suite { get; init; }

    public required int Rounds { get; init; }

    public required double? BudgetSeconds { get; init; }

    /// <summary>When a round has enough samples.</summary>
    public required string StoppingRule { get; init; }

    public required ulong Seed { get; init; }

    public required HostInfo Host { get; init; }

    /// <summary>Opened devices with engine version and timer.</summary>
    public IReadOnlyList<DeviceOpened> Devices { get => field ?? []; init; }

    public IReadOnlyList<MissingBackend> Missing { get => field ?? []; init; }

    public static Manifest Of(RunPlan plan, IReadOnlyList<string> command) => new()
    {
        Tool = ToolInfo.Current,
        Command = command,
        StartedAt = DateTimeOffset.UtcNow,
        Suite = plan.Suite.Text(),
        Rounds = plan.Rounds,
        BudgetSeconds = plan.BudgetSeconds,
        StoppingRule = SuiteSettings.Of(plan.Suite).StoppingRule.Description,
        Seed = plan.Seed,
        Host = HostInfo.Read(),
        Missing = plan.Missing,
    };
}
