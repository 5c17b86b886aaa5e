namespace GpuBench.GpuChecks.Tests.Rehearsing;

/// <summary>A fact that is skipped, with the reason, if there is no Python to run a check's script.</summary>
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
