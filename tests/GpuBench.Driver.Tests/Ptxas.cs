using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuBench.Driver.Tests;

/// <summary>NVIDIA's assembler: what it makes of a PTX text.</summary>
internal static partial class Ptxas
{
    /// <summary>Null: there is none.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("GPUBENCH_PTXAS") is { Length: > 0 } path && File.Exists(path) ? path : null;

    /// <returns>Registers a thread, bytes of its stack and of its spills, and shared bytes a group, of the text's entry.</returns>
    /// <exception cref="InvalidOperationException">It refuses the text; the message has its reason.</exception>
    public static (int Registers, int StackBytes, int SpillBytes, int SharedBytes) Assemble(string ptx, string architecture)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var source = System.IO.Path.Combine(folder.FullName, "kernel.ptx");
            // Text for an older architecture is assembled as that of the one asked for.
            File.WriteAllText(source, ptx);
            var start = new ProcessStartInfo(Path!, ["-v", $"-arch={architecture}", "-o", System.IO.Path.Combine(folder.FullName, "kernel.cubin"), source])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var process = Process.Start(start)!;
            var output = process.StandardError.ReadToEnd() + process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException(output);
            int Number(Match match) => match.Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 0;
            // Functions that are only inlined have lines of their own before the entry's.
            var entry = output[Math.Max(0, output.IndexOf("Compiling entry function", StringComparison.Ordinal))..];
            return (Number(Registers().Match(entry)), Number(Stack().Match(entry)), Number(SpillStores().Match(entry)), Number(Shared().Match(entry)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"Used (?<count>\d+) registers", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Registers();

    [GeneratedRegex(@"(?<count>\d+) bytes stack frame", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Stack();

    [GeneratedRegex(@"(?<count>\d+) bytes spill stores", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SpillStores();

    [GeneratedRegex(@"(?<count>\d+) bytes smem", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Shared();
}
