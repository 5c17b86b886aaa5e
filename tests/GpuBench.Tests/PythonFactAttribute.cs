using Xunit;

namespace GpuBench.Tests;

/// <summary>A fact that is skipped, with the reason, if there is no Python to run a script of tests/tools.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!Array.Exists(folders, folder => File.Exists(Path.Combine(folder, "python3"))))
            Skip = "python3 is not installed";
    }
}
