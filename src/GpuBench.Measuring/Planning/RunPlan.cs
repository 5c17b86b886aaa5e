using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
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

/// <summary>Everything a run will do, decided before the first measurement. A pure function of request and machine.</summary>
public sealed record RunPlan
{
    /// <summary>Chosen: the scatter between rounds is known after far fewer.</summary>
    public const int MaxRounds = 1000;

    public required Suite Suite { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Wall seconds for the whole run; null: no limit.</summary>
    public required double? BudgetSeconds { get; init; }

    public required ulong Seed { get; init; }

    public required IReadOnlyList<PlannedDevice> Devices { get; init; }

    /// <summary>Back ends without a device here; part of each results document.</summary>
    public required IReadOnlyList<MissingBackend> Missing { get; init; }

    /// <param name="host">Null: rates of this machine, by its core count.</param>
    /// <exception cref="UserError">All errors that can be found before the run: exit code 2, or 3 for devices.</exception>
    public static RunPlan Create(RunRequest request, Inventory inventory, IReadOnlyList<IWorkload> workloads, HostRates? host = null)
    {
        var wanted = ChooseWorkloads(request, workloads);
        var seen = request.Engine is null ? inventory : Only(request.Engine, inventory);
        var settings = SuiteSettings.Of(request.Suite);
        var (rounds, budget) = (request.Rounds ?? settings.Rounds, (request.Budget ?? settings.Budget)?.TotalSeconds);
        var rates = host ?? HostRates.Of(Environment.ProcessorCount);
        var chosen = request.Device.Select(seen);
        var devices = chosen.Select(device => PlanDevice(device, request, wanted, rates)).Where(d => d.Trials.Count > 0).ToList();
        if (devices.Count == 0)
            throw UserError.Usage(NothingToMeasure(chosen, wanted, workloads));
        return new()
        {
            Suite = request.Suite,
            Rounds = rounds,
            BudgetSeconds = budget,
            Seed = request.Seed,
            Devices = BudgetForecast.Mark(devices, rounds, budget),
            Missing = seen.Missing,
        };
    }

    /// <summary>Checks what is the same on every machine. Discovery of devices takes seconds and is not needed for this.</summary>
    /// <returns>The requested workloads.</returns>
    /// <exception cref="UserError">Exit code 2: an engine, workload or axis does not exist.</exception>
    public static IReadOnlyList<IWorkload> ChooseWorkloads(RunRequest request, IReadOnlyList<IWorkload> workloads)
    {
        var engines = workloads.Select(w => w.Engine).Distinct().ToList();
        if (request.Engine is { } engine && !engines.Contains(engine))
            throw UserError.Usage($"--engine {engine}: use one of {string.Join(", ", engines)}");
        var names = workloads.Select(w => w.Definition.Name).Distinct().ToList();
        foreach (var name in request.Workloads ?? [])
            if (!names.Contains(name))
                throw UserError.Usage($"--workload {name}: use one of {string.Join(", ", names)}");
        var wanted = workloads.Where(w => request.Workloads?.Contains(w.Definition.Name) ?? true).ToList();
        RefuseUnknownAxes(request, wanted);
        return wanted;
    }

    private static string NothingToMeasure(IReadOnlyList<DeviceInfo> chosen, IReadOnlyList<IWorkload> wanted, IReadOnlyList<IWorkload> all)
    {
        var engines = chosen.Select(device => device.Engine).Distinct().ToList();
        var (names, others) = (Names(wanted), Names(all.Where(workload => engines.Contains(workload.Engine))));
        return $"nothing to measure: {string.Join(", ", engines)} on {string.Join(", ", chosen.Select(device => device.Id).Distinct())} "
            + $"does not measure {names}; it measures {others}. Choose another --workload, --engine or --device";
    }

    private static string Names(IEnumerable<IWorkload> workloads) =>
        string.Join(", ", workloads.Select(workload => workload.Definition.Name).Distinct());

    private static Inventory Only(string engine, Inventory inventory) => new(
        [.. inventory.Devices.Where(d => d.Engine == engine)],
        [.. inventory.Missing.Where(m => m.Engine == engine)]);

    private static void RefuseUnknownAxes(RunRequest request, List<IWorkload> workloads)
    {
        foreach (var axis in request.Axes)
        {
            if (workloads.Exists(w => axis.Names.All(name => CaseExpansion.Knows(w.Definition, name))))
                continue;
            var known = workloads.SelectMany(w => w.Definition.Axes.Select(a => a.Name))
                .Append(CaseExpansion.DTypeAxis).Concat(ConditionAxes.All.Select(axis => axis.Name)).Distinct();
            throw UserError.Usage($"--axis {string.Join('=', axis.Names)}: no chosen workload has it; axes are {string.Join(", ", known)}");
        }
    }

    /// <summary>A suite omits types that the engine does not offer. A type requested by name becomes an unsupported row.</summary>
    /// <remarks>A workload that only a longer suite measures starts from its example if the user asks for it.</remarks>
    private static IReadOnlyList<Case> OfferedCases(IWorkload workload, RunRequest request, DeviceInfo device)
    {
        Case[] cases = [.. workload.Cases(request.Suite, device)];
        return cases.Length == 0 && request.Workloads is not null && workload.Cases(Suite.Full, device).Any()
            ? [workload.Definition.Example]
            : cases;
    }

    private static PlannedDevice PlanDevice(DeviceInfo device, RunRequest request, IReadOnlyList<IWorkload> workloads, HostRates host)
    {
        var trials =
            from workload in workloads
            where workload.Engine == device.Engine
            from c in CaseExpansion.Expand(
                workload.Definition, OfferedCases(workload, request, device), request.Axes)
            let trial = new Trial(device.Engine, device.Id, workload.Definition.Name, c.Point, c.DType, c.Conditions)
            select new PlannedTrial(trial, Refuse(device, workload, trial))
            {
                Cost = RoundCost.Estimate(workload.Definition, device, trial, host),
            };
        return new(device, [.. trials.DistinctBy(t => t.Trial.Key)]);
    }

    private static Refusal? Refuse(DeviceInfo device, IWorkload workload, Trial trial) =>
        device.Excluded?.GetValueOrDefault(trial.Workload) is { } failure
            ? Refusal.Unsupported($"{device.Id} failed {trial.Workload} when it was tried: {failure}")
            : RefuseLaunch(workload, trial) ?? MemoryRule.Refuse(device, workload.Definition, trial) ?? workload.Refuse(device, trial);

    private static Refusal? RefuseLaunch(IWorkload workload, Trial trial) =>
        trial.Conditions.Launch == LaunchMode.Graph && !workload.RecordsLaunches
            ? Refusal.Unsupported($"{trial.Workload}: {trial.Engine} does not record its launches; use --axis launch=batch or single")
            : null;
}

/// <summary>A device and its trials.</summary>
public sealed record PlannedDevice(DeviceInfo Device, IReadOnlyList<PlannedTrial> Trials)
{
    public int RunnableCount => Trials.Count(t => t.Refusal is null);
}

/// <summary>A trial of the plan.</summary>
/// <param name="Refusal">Set if the trial cannot be run; it gets this status.</param>
public sealed record PlannedTrial(Trial Trial, Refusal? Refusal)
{
    /// <summary>Expected cost of one round; null: unknown before the run.</summary>
    public RoundCost? Cost { get; init; }

    /// <summary>Whether the budget may be too short for it, by the expected costs of all trials.</summary>
    public bool MayBeLeftOut { get; init; }
}
