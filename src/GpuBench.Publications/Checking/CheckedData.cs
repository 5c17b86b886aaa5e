using System.Text.Json.Nodes;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Projecting.Model;

namespace GpuBench.Publications.Checking;

/// <summary>The data, with the files that they were read from.</summary>
public sealed class CheckedData
{
    private readonly Dictionary<string, string> _files = [];

    /// <exception cref="UserError">Exit code 4: a file cannot be read.</exception>
    public CheckedData(IDataFiles files)
    {
        Files = files;
        Data = PublishedData.Read(files);
        Headline = files.In("").Any(file => file.Slug == HeadlineReader.Slug) ? HeadlineReader.Read(files) : null;
        ProjectionModels.Read(files);
        ValidationTables.Read(files);
        foreach (var (slug, publication) in Data.Publications)
            Place($"published/{slug}.json", publication.Figures);
        foreach (var accelerator in Data.Accelerators)
            Place($"accelerators/{accelerator.Slug}.json", accelerator.Variants.SelectMany(variant => variant.Figures));
    }

    public IDataFiles Files { get; }

    public PublishedData Data { get; }

    /// <summary>Null if the folder has none.</summary>
    public HeadlineTable? Headline { get; }

    /// <returns>The file of an existing figure, relative to the results folder.</returns>
    public string FileOf(string figureId) => _files[figureId];

    public CheckFinding Finding(PublishedFigure figure, string what, string remedy) => new(FileOf(figure.Id), figure.Id, what, remedy);

    private void Place(string file, IEnumerable<JsonObject> figures)
    {
        foreach (var figure in figures)
            _files[figure["id"]!.GetValue<string>()] = file;
    }
}
