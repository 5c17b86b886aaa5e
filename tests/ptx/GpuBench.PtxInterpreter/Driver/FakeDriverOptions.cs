using System.Collections.Frozen;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>What the fake driver presents until the next <see cref="FakeDriver.Reset"/>.</summary>
public sealed record FakeDriverOptions
{
    /// <summary>May be empty: the driver then initialises and counts no device.</summary>
    public IReadOnlyList<FakeCudaDevice> Devices { get; init; } = [new()];

    /// <summary>1000 times the major plus 10 times the minor version, as the driver counts: 12040 is 12.4.</summary>
    public int DriverVersion { get; init; } = 12040;

    /// <summary>Whether each device can read the memory of each other device.</summary>
    public bool SupportsPeerAccess { get; init; } = true;

    /// <summary>Entry points that do nothing but return the given code.</summary>
    public IReadOnlyDictionary<string, CudaResult> Failures { get; init; } = FrozenDictionary<string, CudaResult>.Empty;

    /// <summary>
    /// Runs inside each copy, before its bytes move: for instance a garbage
    /// collection, which moves host memory that nobody pinned.
    /// </summary>
    public Action? InsideCopy { get; init; }

    /// <summary>What the driver's compiler says against a module's text, which is then refused; null: nothing, it is loaded.</summary>
    public Func<string, string?> CompilerLog { get; init; } = _ => null;

    /// <summary>Runs a launched kernel, such as <see cref="InterpreterExecutor.Execute"/>; without one a launch is only recorded.</summary>
    public KernelExecutor? Executor { get; init; }
}
