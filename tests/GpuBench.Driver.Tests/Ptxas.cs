using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.Driver.Tests;

/// <summary>Runs NVIDIA's assembler and disassembler on a PTX text.</summary>
internal static partial class Ptxas
{
    private static readonly string? AssemblerPath = ExistingFile("GPUBENCH_PTXAS");
    private static readonly string? DisassemblerPath = ExistingFile("GPUBENCH_NVDISASM");

    /// <summary>Null if both are available.</summary>
    public static string? RefusalReason =>
        AssemblerPath is null ? "GPUBENCH_PTXAS does not name NVIDIA's assembler; ./test fetches it"
        : DisassemblerPath is null ? "GPUBENCH_NVDISASM does not name NVIDIA's disassembler; ./test fetches it"
        : null;

    /// <returns>The architectures of Ampere's and Hopper's data-centre GPUs that the text can run on.</returns>
    public static IReadOnlyList<string> Architectures(string ptx)
    {
        var needed = Number(Target().Match(ptx));
        return [.. ((int[])[80, 90])
            .Where(capability => capability >= needed)
            .Select(capability => string.Create(CultureInfo.InvariantCulture, $"sm_{capability}"))];
    }

    /// <param name="architecture">Such as <c>sm_90</c>. A text for an older architecture is assembled for this one.</param>
    /// <param name="isDisassembled">Disassembly takes half a second more.</param>
    /// <returns>The assembled form of the text's only entry.</returns>
    /// <exception cref="InvalidOperationException">A tool refuses the text. The message contains the reason.</exception>
    public static AssembledKernel Assemble(string ptx, string architecture, bool isDisassembled = true)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var source = Path.Combine(folder.FullName, "kernel.ptx");
            var binary = Path.Combine(folder.FullName, "kernel.cubin");
            File.WriteAllText(source, ptx);
            var report = Run(AssemblerPath!, "-v", $"-arch={architecture}", "-o", binary, source);
            // Functions that are only inlined have their own lines before those of the entry.
            var entry = report[Math.Max(0, report.IndexOf("Compiling entry function", StringComparison.Ordinal))..];
            var code = isDisassembled ? MachineCode.Parse(Run(DisassemblerPath!, "--print-code", "--no-dataflow", binary)) : null;
            return new(
                Number(Registers().Match(entry)), Number(Stack().Match(entry)), Number(SpillStores().Match(entry)),
                Number(Shared().Match(entry)), code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>All text that the program prints.</returns>
    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        // Reads both outputs at the same time, because a program whose pipe is full waits for its reader.
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(output);
    }

    private static string? ExistingFile(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path && File.Exists(path) ? path : null;

    private static int Number(Match match) => match.Success ? int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^\.target sm_(?<count>\d+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, MatchLimit.Milliseconds)]
    private static partial Regex Target();

    [GeneratedRegex(@"Used (?<count>\d+) registers", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Registers();

    [GeneratedRegex(@"(?<count>\d+) bytes stack frame", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Stack();

    [GeneratedRegex(@"(?<count>\d+) bytes spill stores", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex SpillStores();

    [GeneratedRegex(@"(?<count>\d+) bytes smem", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Shared();
}
