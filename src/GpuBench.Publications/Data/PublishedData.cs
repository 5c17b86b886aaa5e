using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>All published data of results/, read once. Immutable, thread-safe.</summary>
public sealed class PublishedData
{
    private static readonly Lazy<PublishedData> ShippedData = new(() => Read(new EmbeddedFiles()));

    private readonly Dictionary<string, PublishedFigure> _byId;

    private PublishedData(IDataFiles files)
    {
        var reader = new DataReader(files);
        Publications = reader.Publications;
        Accelerators = reader.Accelerators;
        Rules = reader.Rules;
        Claims = reader.Claims;
        Audits = reader.Audits;
        Disagreements = reader.Disagreements;
        Figures = reader.Figures();
        _byId = Figures.ToDictionary(figure => figure.Id);
    }

    /// <summary>The data embedded in the program.</summary>
    public static PublishedData Shipped => ShippedData.Value;

    /// <summary>The publications by slug.</summary>
    public IReadOnlyDictionary<string, Publication> Publications { get; }

    public IReadOnlyList<Accelerator> Accelerators { get; }

    public IReadOnlyList<ExportRule> Rules { get; }

    public IReadOnlyList<Claim> Claims { get; }

    /// <summary>Empty if the folder has no audits.</summary>
    public AuditHistory Audits { get; }

    /// <summary>Contradictions between figures that have been explained.</summary>
    public IReadOnlyList<Disagreement> Disagreements { get; }

    /// <summary>Nominal figures of accelerators, then measured figures of publications. Limits of export rules are not included.</summary>
    public IReadOnlyList<PublishedFigure> Figures { get; }

    /// <exception cref="UserError">Exit code 4: a file violates its schema. The message names file and field.</exception>
    public static PublishedData Read(IDataFiles files) => new(files);

    public PublishedFigure? Find(string id) => _byId.GetValueOrDefault(id);

    public Source SourceOf(PublishedFigure figure) => Publications[figure.Source].Source;
}
