using System.Globalization;

namespace GpuBench.GpuChecks;

/// <summary>A command line that names something that does not exist.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <param name="Seconds">Seconds of the whole run.</param>
/// <param name="Out">Folder for the packed results.</param>
/// <param name="Only">Names of checks. Empty means all automated checks.</param>
/// <param name="Take">An archive from a machine with a GPU.</param>
/// <param name="Into">The folder to which the archive is unpacked, instead of results/measured.</param>
/// <param name="ListFile">Another list of checks, instead of the one beside the program.</param>
public sealed record ProgramArguments(
    double Seconds, string Out, IReadOnlyList<string> Only, bool Rehearse, bool List, bool Damage,
    string? Take, string? Into, string? ListFile)
{
    public const string Usage = """
        Carries out the checks that need a GPU, one after the other, and packs what they wrote after each.

        gpu-run [SECONDS] [--out DIR] [--only NAME,...] [--checks FILE]    on a machine with a GPU; 450 seconds unless stated
        gpu-run --rehearse [--only NAME,...] [--out DIR] [--checks FILE]   every command, without a GPU
        gpu-run --damage [--only NAME,...]     misspells each word of each command in turn; the rehearsal must notice
        gpu-run --list                         the names of the checks
        gpu-run --take ARCHIVE [--into DIR]    puts what came back into results/measured, and writes kernels/GPU-CHECKS.md

        OUT names the folder of --out, too; without both it is gpu-run-out here.
        Exit code: 0 every check passed, 1 a check failed, 2 the arguments or the list of checks are wrong.
        """;

    private const double UsualSeconds = 450;
    private const double MaxSeconds = 24 * 3600;

    /// <exception cref="UsageException">A word is unknown, or its value is missing.</exception>
    public static ProgramArguments Parse(IReadOnlyList<string> words)
    {
        var folder = Environment.GetEnvironmentVariable("OUT") is { Length: > 0 } given ? given : "gpu-run-out";
        var parsed = new ProgramArguments(
            UsualSeconds, folder, [], Rehearse: false, List: false, Damage: false, Take: null, Into: null, ListFile: null);
        for (var i = 0; i < words.Count; i++)
        {
            parsed = words[i] switch
            {
                "--rehearse" => parsed with { Rehearse = true },
                "--damage" => parsed with { Damage = true },
                "--list" => parsed with { List = true },
                "--out" => parsed with { Out = Value(words, ref i) },
                "--only" => parsed with { Only = Value(words, ref i).Split(',', StringSplitOptions.RemoveEmptyEntries) },
                "--checks" => parsed with { ListFile = Value(words, ref i) },
                "--take" => parsed with { Take = Value(words, ref i) },
                "--into" => parsed with { Into = Value(words, ref i) },
                var word => parsed with { Seconds = SecondsOf(word) },
            };
        }

        if (parsed.Into is not null && parsed.Take is null)
            throw new UsageException("--into goes with --take alone");
        return parsed;
    }

    private static string Value(IReadOnlyList<string> words, ref int index) =>
        ++index < words.Count ? words[index] : throw new UsageException($"{words[index - 1]} needs a value");

    private static double SecondsOf(string word) =>
        double.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= MaxSeconds
            ? seconds
            : throw new UsageException($"'{word}' is neither an option nor a number of seconds");
}
