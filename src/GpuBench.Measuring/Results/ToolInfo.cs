using System.Reflection;

namespace GpuBench.Measuring.Results;

/// <param name="Commit">The revision it was built from; null where the build did not know.</param>
public sealed record ToolInfo(string Name, string Version, string? Commit) : Extensible
{
    public static ToolInfo Current { get; } = Read();

    private static ToolInfo Read()
    {
        var text = typeof(ToolInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? new("gpubench", text, null) : new("gpubench", text[..plus], text[(plus + 1)..]);
    }
}
