using System.Diagnostics;
using System.Globalization;
using GpuBench.PtxInterpreter.Calibration.Reporting;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Calibration.Running;

/// <summary>
/// Runs cases in other processes of this program, one process a family. After a fault or a hang, a driver may accept no further calls of
/// the process. Then a new process runs the remaining cases of the family.
/// </summary>
/// <param name="program">The program and its first words.</param>
/// <param name="arguments">Select the cases.</param>
internal sealed class CaseSupervisor(
    IReadOnlyList<string> program, CalibrationArguments arguments, IReadOnlyList<ConformanceCase> cases)
{
    private const int MostProcesses = 16;

    private const int Unkillable = 137;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly long _start = Stopwatch.GetTimestamp();

    private bool IsOver => arguments.Seconds is { } limit && Stopwatch.GetElapsedTime(_start).TotalSeconds >= limit;

    /// <summary>This program, for the first parameter.</summary>
    public static IReadOnlyList<string> ThisProgram => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? [Environment.ProcessPath!, typeof(CaseSupervisor).Assembly.Location]
        : [Environment.ProcessPath!];

    /// <returns>A record a case, in the order of the cases.</returns>
    public IReadOnlyList<CaseRecord> Run()
    {
        var folder = Directory.CreateTempSubdirectory("ptx-calibration-").FullName;
        try
        {
            var families = Families();
            var records = new IReadOnlyList<CaseRecord>[families.Count];
            var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MostProcesses) };
            Parallel.For(0, families.Count, options, i => records[i] = RunFamily(families[i], Path.Combine(folder, $"{i}.jsonl")));
            return [.. records.SelectMany(family => family)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>The first case of each family and the first after it. The cases of a family stand together.</returns>
    private List<(int First, int End)> Families()
    {
        var ranges = new List<(int First, int End)>();
        for (int first = 0, end; first < cases.Count; first = end)
        {
            for (end = first + 1; end < cases.Count && cases[end].Family == cases[first].Family;)
                end++;
            ranges.Add((first, end));
        }

        return ranges;
    }

    private List<CaseRecord> RunFamily((int First, int End) family, string path)
    {
        var records = new List<CaseRecord>();
        while (family.First + records.Count < family.End && !IsOver)
        {
            var next = family.First + records.Count;
            var exitCode = RunProcess(next, family.End, path);
            records = Read(path);
            if (family.First + records.Count > next || IsOver)
                continue;
            // The process has died of this case, or could not start. The next process begins behind the case.
            var died = CaseOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"the process ended with exit code {exitCode}"));
            CaseWorker.Append([CaseRecord.Of(cases[next], new InterpreterRunner().Run(cases[next]), died)], path);
            records = Read(path);
        }

        var late = CaseOutcome.NotRun("the time was over");
        return [.. records, .. cases.Take(family.End).Skip(family.First + records.Count).Select(c => CaseRecord.Of(c, late, late))];
    }

    /// <summary>A process that is killed leaves an incomplete last line. Its case runs again.</summary>
    private static List<CaseRecord> Read(string path)
    {
        var text = File.Exists(path) ? File.ReadAllText(path) : "";
        var complete = text[..(text.LastIndexOf('\n') + 1)];
        if (complete.Length < text.Length)
            File.WriteAllText(path, complete);
        return [.. complete.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(CaseRecord.FromLine)];
    }

    private int RunProcess(int first, int end, string path)
    {
        string[] words =
        [
            .. program.Skip(1), "--family", arguments.Family, "--case", arguments.Case,
            "--worker", first.ToString(CultureInfo.InvariantCulture), end.ToString(CultureInfo.InvariantCulture), path,
        ];
        using var process = Process.Start(new ProcessStartInfo(program[0], words) { UseShellExecute = false })!;
        while (!process.WaitForExit(Poll))
        {
            if (!IsOver)
                continue;
            // A process that waits in the driver for a kernel cannot be killed. The run ends without it.
            process.Kill();
            return process.WaitForExit(Grace) ? process.ExitCode : Unkillable;
        }

        return process.ExitCode;
    }
}
