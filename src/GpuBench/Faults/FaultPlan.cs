using GpuBench.Measuring;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;

namespace GpuBench.Faults;

/// <summary>
/// Faults to inject, from GPUBENCH_FAULT: <c>KIND@WORKLOAD</c>, several separated by commas. Tests use them to show that the harness
/// detects and survives faults.
/// </summary>
internal sealed class FaultPlan(IReadOnlyList<(FaultKind Kind, string Workload)> faults)
{
    public const string Variable = "GPUBENCH_FAULT";

    /// <summary>Used as the name of a workload: the main thread of any command.</summary>
    public const string Program = "program";

    /// <summary>Used as the name of a workload: reading the published figures.</summary>
    public const string Figures = "figures";

    /// <summary>Used as the name of a workload: another thread of each worker.</summary>
    public const string WorkerThread = "worker-thread";

    /// <exception cref="UserError">Exit code 2.</exception>
    public static FaultPlan FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        return new(string.IsNullOrEmpty(text) ? [] : [.. text.Split(',').Select(Parse)]);
    }

    public IReadOnlyList<IWorkload> Apply(IReadOnlyList<IWorkload> workloads) => [.. workloads.Select(Apply)];

    /// <exception cref="InvalidOperationException">The injected fault.</exception>
    public void ThrowAt(string place)
    {
        if (faults.Contains((FaultKind.Throw, place)))
            throw new InvalidOperationException("injected fault");
    }

    /// <summary>As <see cref="ThrowAt"/>, on a thread that no other thread waits for.</summary>
    public void ThrowOnThreadAt(string place)
    {
        if (faults.Contains((FaultKind.Throw, place)))
            new Thread(() => ThrowAt(place)) { Name = "injected fault" }.Start();
    }

    private IWorkload Apply(IWorkload workload) => faults
        .Where(fault => fault.Workload == workload.Definition.Name && Reaches(fault.Kind, workload.Engine))
        .Aggregate(workload, (faulty, fault) => new FaultyWorkload(faulty, fault.Kind));

    private static bool Reaches(FaultKind kind, string engine) => kind switch
    {
        FaultKind.Shape or FaultKind.OutOfMemory => engine is TorchEngines.TorchSharp or TorchEngines.Stable,
        FaultKind.ShapeAbort => engine is TorchEngines.TorchSharp,
        FaultKind.Abort or FaultKind.Hang or FaultKind.Throw or FaultKind.Kill or FaultKind.Idle => true,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of fault"),
    };

    private static (FaultKind Kind, string Workload) Parse(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 2 && Enum.TryParse<FaultKind>(parts[0], ignoreCase: true, out var kind)
            ? (kind, parts[1])
            : throw UserError.Usage($"{Variable}={text}: write KIND@WORKLOAD with one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
    }
}

/// <summary>Kinds of faults at the first launch of a trial.</summary>
internal enum FaultKind
{
    /// <summary>The process ends by SIGABRT, as libtorch and drivers do.</summary>
    Abort,

    /// <summary>The launch never returns.</summary>
    Hang,

    /// <summary>The engine throws.</summary>
    Throw,

    /// <summary>The process is killed from outside, as when memory runs out.</summary>
    Kill,

    /// <summary>The kernel does nothing.</summary>
    Idle,

    /// <summary>libtorch refuses shapes that cannot be multiplied. Only for engines on libtorch.</summary>
    Shape,

    /// <summary>libtorch aborts the process for these shapes. Only for the engine torchsharp.</summary>
    ShapeAbort,

    /// <summary>libtorch runs out of memory. Only for engines on libtorch.</summary>
    OutOfMemory,
}
