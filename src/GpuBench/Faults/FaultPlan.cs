using GpuBench.Measuring;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;

namespace GpuBench.Faults;

/// <summary>
/// Faults to inject, from GPUBENCH_FAULT: <c>KIND@WORKLOAD</c>, several separated by commas. It is how the harness is shown
/// to survive and to notice what it must.
/// </summary>
internal sealed class FaultPlan(IReadOnlyList<(FaultKind Kind, string Workload)> faults)
{
    public const string Variable = "GPUBENCH_FAULT";

    /// <summary>Stands for a workload's name: the main thread of any command.</summary>
    public const string Program = "program";

    /// <summary>Stands for a workload's name: another thread of each worker.</summary>
    public const string WorkerThread = "worker-thread";

    /// <exception cref="UserError">Exit code 2.</exception>
    public static FaultPlan FromEnvironment()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        return new(string.IsNullOrEmpty(text) ? [] : [.. text.Split(',').Select(Parse)]);
    }

    public IReadOnlyList<IWorkload> Apply(IReadOnlyList<IWorkload> workloads) => [.. workloads.Select(Apply)];

    /// <exception cref="InvalidOperationException">The fault is to be injected here.</exception>
    public void ThrowAt(string place)
    {
        if (faults.Contains((FaultKind.Throw, place)))
            throw new InvalidOperationException("injected fault");
    }

    /// <summary>The same on a thread that nobody waits for.</summary>
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
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "a fault of unknown reach"),
    };

    private static (FaultKind Kind, string Workload) Parse(string text)
    {
        var parts = text.Split('@');
        return parts.Length == 2 && Enum.TryParse<FaultKind>(parts[0], ignoreCase: true, out var kind)
            ? (kind, parts[1])
            : throw UserError.Usage($"{Variable}={text}: write KIND@WORKLOAD with one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
    }
}

/// <summary>What can be made to go wrong at the first launch of a trial.</summary>
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

    /// <summary>libtorch refuses shapes that cannot be multiplied. Of the engines on libtorch alone, as the next two.</summary>
    Shape,

    /// <summary>libtorch ends the process over the same shapes: of the torchsharp engine alone.</summary>
    ShapeAbort,

    /// <summary>libtorch finds no memory.</summary>
    OutOfMemory,
}
