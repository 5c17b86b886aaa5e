using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>How a program shows that it accepts a command line for a GPU, on a machine without a GPU.</summary>
/// <param name="Arguments">The arguments that the program is started with instead. Empty if the command line is refused.</param>
/// <param name="Count">
/// Finds the number of things that the command line would do. The number must not be 0. Null if only the exit code counts.
/// </param>
public sealed record Inspection(IReadOnlyList<string> Arguments, Regex? Count)
{
    public static Inspection Refused(string reason) => new([], null) { Refusal = reason };

    public string? Refusal { get; private init; }
}

/// <summary>The programs that commands start, and how each of them is inspected.</summary>
public static partial class KnownPrograms
{
    /// <summary>The programs by file name.</summary>
    public static IReadOnlyDictionary<string, Func<string[], Inspection>> All { get; } = new Dictionary<string, Func<string[], Inspection>>
    {
        ["gpubench"] = GpuBench,
        ["GpuBench.Kernels.Tests"] = KernelTests,
        ["GpuBench.Benchmarks"] = Peers,
        ["ptx-calibration"] = Calibration,
    };

    private static Inspection GpuBench(string[] arguments) => arguments switch
    {
        ["run", ..] => ModelRun.Fault(arguments) is { } fault
            ? Inspection.Refused(fault)
            : new([.. ModelRun.WithoutTorch(arguments), "--dry-run"], Trials()),
        _ => new(arguments, null),
    };

    private static Inspection KernelTests(string[] arguments) => arguments switch
    {
        ["test", var text] => new(["list", text], Tests()),
        ["measure", "Cuda", var size, ..] => IsSize(size)
            ? new(["list", "Cuda_"], Tests())
            : Inspection.Refused($"measure Cuda {size}: a size from 64 to 8192 is asked for"),
        ["sanitize", "Cuda", "families"] => new(["list", "Cuda_"], Tests()),
        ["list" or "ptx", ..] => new(arguments, null),
        _ => Inspection.Refused(
            $"{string.Join(' ', arguments)}: only test, list, measure Cuda SIZE, sanitize Cuda families and ptx are known"),
    };

    private static bool IsSize(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 64 and <= 8192;

    private static Inspection Peers(string[] arguments) => arguments switch
    {
        ["peers", "matmul", ..] => new([.. arguments, "--list", "--device-class", "accelerator"], Comparisons()),
        _ => Inspection.Refused($"{string.Join(' ', arguments)}: only peers matmul is known"),
    };

    private static Inspection Calibration(string[] arguments) => new([.. arguments, "--show-ptx"], Entries());

    [GeneratedRegex(@"^Suite \S+ (?<count>\d+) trials", RegexOptions.Multiline | RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Trials();

    [GeneratedRegex(@"^(?<count>\d+) tests$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Tests();

    [GeneratedRegex(@"^(?<count>\d+) comparisons$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Comparisons();

    // The output is the text of a kernel. It contains no number, so one entry is enough.
    [GeneratedRegex(@"\.(?<count>entry) ", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Entries();
}
