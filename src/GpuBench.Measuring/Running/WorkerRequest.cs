using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Measuring.Running;

/// <summary>A request to a worker process, as one JSON line on its standard input.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "order")]
[JsonDerivedType(typeof(DiscoverRequest), "inventory")]
[JsonDerivedType(typeof(RunTrialsRequest), "trials")]
[JsonDerivedType(typeof(SelfTestOrder), "self-test")]
public abstract record WorkerRequest
{
    /// <summary>Directory of libtorch; null: the search path of the loader.</summary>
    public string? LibTorchDirectory { get; init; }
}

/// <summary>Lists the devices of one back end, in a separate process because a broken driver may end it.</summary>
public sealed record DiscoverRequest(string Engine, Backend Backend) : WorkerRequest;

/// <summary>Runs trials on a device.</summary>
/// <param name="BudgetSeconds">Wall seconds for this request; null: no limit.</param>
/// <param name="IsLastPass">No other request follows: trials without a round at the end are skipped.</param>
public sealed record RunTrialsRequest(
    DeviceInfo Device, Suite Suite, ulong Seed, double? BudgetSeconds, bool IsLastPass, IReadOnlyList<RunTrialsRequest.Item> Items)
    : WorkerRequest
{
    /// <summary>Launch times of the device's trials so far, also of finished ones.</summary>
    public IReadOnlyList<Measurement> Measured { get => field ?? []; init; }

    /// <summary>
    /// Later limit in wall seconds for a begun trial with fewer than <see cref="BudgetFit.MinRounds"/> rounds; null: no limit.
    /// </summary>
    public double? NeededSeconds { get; init; }

    /// <summary>Wall seconds of the device, with its later requests; null: no limit.</summary>
    public double? DeviceSeconds { get; init; }

    /// <summary>Budget of the whole run in seconds; null: no limit.</summary>
    public double? RunBudgetSeconds { get; init; }

    /// <summary>Share of the remaining time of the run that this request gets.</summary>
    public double ShareOfRun { get; init; } = 1;

    /// <param name="FirstRound">Number of rounds already in the journal.</param>
    /// <param name="RoundCount">Number of rounds to do.</param>
    public sealed record Item(Trial Trial, int FirstRound, int RoundCount)
    {
        /// <summary>Cost of one round, planned or measured; null: unknown.</summary>
        public RoundCost? Cost { get; init; }

        /// <inheritdoc cref="PlannedTrial.MayBeLeftOut"/>
        public bool MayBeLeftOut { get; init; }

        /// <summary>Another trial of its workload hung on the device. This one comes last, and needs time for another hang.</summary>
        public bool MayHang { get; init; }
    }

    public sealed record Measurement(Trial Trial, double LaunchSeconds);
}

/// <summary>Tests workloads on a device that may not be able to run them, in a separate process because the device may end it.</summary>
/// <param name="Workloads">Names, in order.</param>
public sealed record SelfTestOrder(DeviceInfo Device, IReadOnlyList<string> Workloads) : WorkerRequest;
