using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Reporting;

/// <summary>A run on a GPU whose journal is in the repository.</summary>
/// <param name="Path">Path of the journal's folder, below the folder of all results.</param>
public sealed record MeasuredRun(string Path, RunBegan Began, IReadOnlyList<StepEnded> Steps)
{
    public string Device => Fact("device");

    public string Driver => Fact("driver");

    /// <summary>The folder with the logs. Null if the run is not on disk.</summary>
    public string? Folder { get; init; }

    /// <summary>The log of a check. Empty if there is none.</summary>
    public string ReadLog(string check) =>
        Folder is not null && System.IO.Path.Combine(Folder, "logs", check + ".log") is var log && File.Exists(log)
            ? File.ReadAllText(log)
            : "";

    /// <summary>The runs of all journals below the folder, the newest first.</summary>
    /// <exception cref="InvalidDataException">A journal is from a rehearsal, or a file is not a journal.</exception>
    public static IReadOnlyList<MeasuredRun> All(string results) => !Directory.Exists(results)
        ? []
        :
        [
            .. Directory.EnumerateFiles(results, Journal.FileName, SearchOption.AllDirectories)
                .Select(path => Read(results, path))
                .OrderByDescending(run => run.Began.At),
        ];

    /// <param name="results">The folder of all results.</param>
    /// <exception cref="InvalidDataException">The journal is from a rehearsal, or the file is not a journal.</exception>
    public static MeasuredRun Read(string results, string path)
    {
        var lines = Journal.Read(path);
        if (lines is not [RunBegan began, ..])
            throw new InvalidDataException($"{path}: the first line does not say how the run began");
        if (began.IsRehearsal)
            throw new InvalidDataException($"{path}: it is a rehearsal, and no result of a GPU");
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return new(System.IO.Path.GetRelativePath(results, folder), began, [.. lines.OfType<StepEnded>()]) { Folder = folder };
    }

    private string Fact(string name) => Steps.Select(step => step.Facts.GetValueOrDefault(name)).OfType<string>().FirstOrDefault() ?? "";
}
