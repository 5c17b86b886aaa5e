using System.Diagnostics;
using System.Globalization;
using GpuBench.Fuzzing.PlantedBugs;
using GpuBench.Fuzzing.Readers;

namespace GpuBench.Fuzzing.Running;

/// <summary>The command line. See <see cref="Usage"/>.</summary>
internal static class FuzzingProgram
{
    private const string Usage =
        "usage: fuzzing READER|all COUNT [--seed N] [--from INDEX] | planted [COUNT] [--seed N] | show READER INDEX [--seed N]";

    public static int Run(string[] arguments)
    {
        var seed = (ulong)Option(arguments, "--seed", 1);
        var from = Option(arguments, "--from", 0);
        switch (arguments)
        {
            case ["planted", ..]:
                return Planted(arguments.Length > 1 && TryCount(arguments[1], out var most) ? most : 10_000, seed);
            case ["show", var name, var number, ..] when Find(name) is [var reader]:
                using (var output = Console.OpenStandardOutput())
                    output.Write(
                        new Mutating.Mutator(reader.Name, reader.Seeds, seed).Input(long.Parse(number, CultureInfo.InvariantCulture)));
                return 0;
            case [var name, var text, ..] when Find(name) is { Count: > 0 } readers && TryCount(text, out var count):
                return Campaigns(readers, count, seed, from);
            default:
                Console.Error.WriteLine($"{Usage}; READER is one of {string.Join(", ", AllReaders.All.Select(reader => reader.Name))}");
                return 2;
        }
    }

    private static bool TryCount(string text, out long count) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private static IReadOnlyList<IFuzzedReader> Find(string name) =>
        [.. AllReaders.All.Where(reader => name == "all" || reader.Name == name)];

    private static int Campaigns(IReadOnlyList<IFuzzedReader> readers, long count, ulong seed, long from)
    {
        var findings = 0;
        foreach (var reader in readers)
        {
            var clock = Stopwatch.StartNew();
            var share = (count + readers.Count - 1) / readers.Count;
            var campaign = new Campaign(reader, seed) { OnProgress = at => Progress(reader.Name, at, share) };
            var result = campaign.Run(from, share);
            var refused = result.Inputs - result.Accepted;
            Console.WriteLine(
                $"{reader.Name}: {result.Inputs} inputs, {result.Accepted} read, {refused} refused, {result.Findings.Count} findings, "
                + $"{clock.Elapsed.TotalSeconds:F0} s");
            foreach (var finding in result.Findings)
                Console.WriteLine(
                    $"  {finding.Kind}: {finding.Detail}; again: "
                    + $"dotnet run -c Release --project tests/GpuBench.Fuzzing -- {reader.Name} 1 --seed {seed} --from {finding.Index}");
            findings += result.Findings.Count;
        }
        return findings > 0 ? 1 : 0;
    }

    private static int Planted(long count, ulong seed)
    {
        var missed = 0;
        foreach (var bug in PlantedBug.All())
        {
            using (bug)
            {
                var result = new Campaign(bug, seed) { StopsAt = bug.Expected, MinPatience = TimeSpan.FromSeconds(5) }.Run(0, count);
                var found = result.Findings.FirstOrDefault(finding => finding.Kind == bug.Expected);
                missed += found is null ? 1 : 0;
                var how = found is null ? $"not found in {result.Inputs} inputs" : $"found after {result.Inputs} inputs, {found.Detail}";
                Console.WriteLine($"{bug.Bug} ({bug.Name}): {how}");
            }
        }
        return missed > 0 ? 1 : 0;
    }

    private static void Progress(string reader, long at, long count)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{reader} {at}/{count} "));
    }

    private static long Option(string[] arguments, string name, long otherwise) =>
        Array.IndexOf(arguments, name) is var at and >= 0 && at + 1 < arguments.Length
            ? long.Parse(arguments[at + 1], CultureInfo.InvariantCulture)
            : otherwise;
}
