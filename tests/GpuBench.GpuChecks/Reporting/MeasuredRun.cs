using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Reporting;

/// <summary>A run on a GPU whose journal is in the repository.</summary>
/// <param name="Path">Path of the journal's folder, below the folder of all results.</param>
public sealed record MeasuredRun(string Path, RunBegan Began, IReadOnlyList<StepEnded> Steps)
{
    public string Device => Fact("device");

    public string Driver => Fact("driver");

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
        var folder = System.IO.Path.GetRelativePath(results, System.IO.Path.GetDirectoryName(path)!);
        return new(folder, began, [.. lines.OfType<StepEnded>()]);
    }

    private string Fact(string name) => Steps.Select(step => step.Facts.GetValueOrDefault(name)).OfType<string>().FirstOrDefault() ?? "";
}
