using System.Text.Json.Serialization;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting.Model;

/// <summary>What the laws learnt from the published figures: results/projection.json.</summary>
public sealed record ProjectionModel
{
    public required int SchemaVersion { get; init; }

    public required IReadOnlyList<LawModel> Laws { get; init; }
}

/// <summary>What one law learnt. Times are in seconds; deviations and variances are those of their natural logarithms.</summary>
public sealed record LawModel
{
    /// <summary>Name of the law.</summary>
    public required string Law { get; init; }

    /// <summary>Number of figures behind it.</summary>
    public required int Figures { get; init; }

    public required IReadOnlyList<CoefficientModel> Coefficients { get; init; }

    public required IReadOnlyList<EffectModel> Effects { get; init; }

    /// <summary>Of a figure about the law and the effects.</summary>
    public required double ResidualVariance { get; init; }

    /// <summary>Half widths of 90 % intervals, in standard deviations.</summary>
    public required IReadOnlyList<IntervalWidth> Widths { get; init; }

    /// <summary>The sizes of the figures of each class.</summary>
    public required IReadOnlyList<RangeModel> Ranges { get; init; }

    /// <summary>The largest share of the nominal roof that a figure of a product reaches.</summary>
    public required IReadOnlyList<ShareModel> BestShares { get; init; }

    /// <summary>Families of products that have figures.</summary>
    public required IReadOnlyList<string> Families { get; init; }

    /// <summary>Number of figures of the law's kind that it cannot use, by reason.</summary>
    public required IReadOnlyDictionary<string, int> NotUsed { get; init; }
}

/// <summary>A coefficient with the figures that determine it.</summary>
/// <param name="Value">Of the coefficient itself, not of its logarithm.</param>
/// <param name="Figures">Number of figures whose time depends on it.</param>
/// <param name="Publications">Those with at least 5 % of the information on it, the most informative first.</param>
/// <param name="Strongest">The ids of the most informative figures.</param>
public sealed record CoefficientModel(
    string Name, string Meaning, double Value, int Figures, IReadOnlyList<string> Publications, IReadOnlyList<string> Strongest);

/// <param name="Variance">Of the groups' deviations.</param>
public sealed record EffectModel(string Name, double Variance, IReadOnlyList<GroupModel> Groups);

/// <param name="Deviation">Positive: slower than the law.</param>
/// <param name="Variance">Of the deviation.</param>
public sealed record GroupModel(string Name, double Deviation, double Variance, int Figures, int Publications);

public sealed record RangeModel(string Class, IReadOnlyList<Extent> Extents);

/// <param name="Product">E.g. <c>h20-96gb-hbm3</c>.</param>
/// <param name="Unit">Empty if the class uses one unit only.</param>
/// <param name="Figure">Id of the figure.</param>
public sealed record ShareModel(string Product, string Class, string Unit, double Share, string Figure);

/// <summary>JSON format of results/projection.json and results/validation.json.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ProjectionModel))]
[JsonSerializable(typeof(ValidationTable))]
public sealed partial class ProjectionJson : JsonSerializerContext;
