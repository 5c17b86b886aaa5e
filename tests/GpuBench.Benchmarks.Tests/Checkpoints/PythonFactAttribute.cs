namespace GpuBench.Benchmarks.Tests.Checkpoints;

/// <summary>A fact that is skipped, with the reason, if there is no Python to run a script of tests/tools.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = ReasonToSkip;

    internal static string? ReasonToSkip { get; } =
        Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), folder => File.Exists(Path.Combine(folder, "python3")))
            ? null
            : "python3 is not installed";
}

/// <summary>As <see cref="PythonFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonTheoryAttribute : TheoryAttribute
{
    public PythonTheoryAttribute() => Skip = PythonFactAttribute.ReasonToSkip;
}
