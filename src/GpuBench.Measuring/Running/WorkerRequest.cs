using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Running;

/// <summary>What a worker process is told on its standard input, as one JSON line.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(DiscoverRequest), "inventory")]
[JsonDerivedType(typeof(RunTrialsRequest), "trials")]
[JsonDerivedType(typeof(SelfTestOrder), "self-test")]
public abstract record WorkerRequest
{
    /// <summary>Where libtorch is to be loaded from; null: the loader's own search.</summary>
    public string? LibTorchDirectory { get; init; }
}

/// <summary>List the devices of one back end: in a process of its own, because a broken driver may end it.</summary>
public sealed record DiscoverRequest(string Engine, Backend Backend) : WorkerRequest;

/// <summary>Run these trials on this device.</summary>
/// <param name="BudgetSeconds">Wall seconds for this order; null: no limit.</param>
/// <param name="IsLastPass">No other order will come for them: what has no round by the end is skipped.</param>
public sealed record RunTrialsRequest(
    DeviceInfo Device, Suite Suite, ulong Seed, double? BudgetSeconds, bool IsLastPass, IReadOnlyList<RunTrialsRequest.Item> Items)
    : WorkerRequest
{
    /// <summary>What trials of the device took before, those that are done included.</summary>
    public IReadOnlyList<Measurement> Measured { get => field ?? []; init; }

    /// <summary>
    /// The later limit, for a trial that has a round but fewer than <see cref="BudgetFit.MinRounds"/>, in wall seconds; null: no
    /// limit.
    /// </summary>
    public double? NeededSeconds { get; init; }

    /// <summary>Wall seconds that the device gets, later orders included; null: no limit.</summary>
    public double? DeviceSeconds { get; init; }

    /// <summary>Budget of the whole run in seconds; null: no limit.</summary>
    public double? RunBudgetSeconds { get; init; }

    /// <summary>Share of the time left to the run that this order gets.</summary>
    public double ShareOfRun { get; init; } = 1;

    /// <param name="FirstRound">How many rounds are already in the journal.</param>
    /// <param name="RoundCount">How many are still to do.</param>
    public sealed record Item(Trial Trial, int FirstRound, int RoundCount)
    {
        /// <summary>Cost of one round, planned or measured; null: unknown.</summary>
        public RoundCost? Cost { get; init; }

        /// <inheritdoc cref="PlannedTrial.MayBeLeftOut"/>
        public bool MayBeLeftOut { get; init; }

        /// <summary>Another trial of its workload hung on the device: it comes last, and only with time left for another hang.</summary>
        public bool MayHang { get; init; }
    }

    public sealed record Measurement(Trial Trial, double LaunchSeconds);
}

/// <summary>
/// Try these workloads on a device of which it is not known whether it can run them: in a process of its own, which it may end.
/// </summary>
/// <param name="Workloads">Names, in order.</param>
public sealed record SelfTestOrder(DeviceInfo Device, IReadOnlyList<string> Workloads) : WorkerRequest;
