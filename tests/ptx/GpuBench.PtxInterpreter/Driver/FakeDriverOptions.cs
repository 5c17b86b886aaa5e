using System.Collections.Frozen;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>The configuration of the fake driver until the next <see cref="FakeDriver.Reset"/>.</summary>
public sealed record FakeDriverOptions
{
    /// <summary>May be empty. The driver then initialises and reports 0 devices.</summary>
    public IReadOnlyList<FakeCudaDevice> Devices { get; init; } = [new()];

    /// <summary>1000 times the major version plus 10 times the minor version, as in the driver. 12040 is 12.4.</summary>
    public int DriverVersion { get; init; } = 12040;

    /// <summary>Whether each device can read the memory of each other device.</summary>
    public bool SupportsPeerAccess { get; init; } = true;

    /// <summary>Entry points that do nothing but return the given code.</summary>
    public IReadOnlyDictionary<string, CudaResult> Failures { get; init; } = FrozenDictionary<string, CudaResult>.Empty;

    /// <summary>
    /// Runs inside each copy, before its bytes are copied. An example is a garbage
    /// collection, which moves host memory that is not pinned.
    /// </summary>
    public Action? InsideCopy { get; init; }

    /// <summary>Returns the error log of the driver's compiler for a module's text. The module loads only if it is null.</summary>
    public Func<string, string?> CompilerLog { get; init; } = _ => null;

    /// <summary>Runs a launched kernel, like <see cref="InterpreterExecutor.Execute"/>. Without it, a launch is only recorded.</summary>
    public KernelExecutor? Executor { get; init; }
}
