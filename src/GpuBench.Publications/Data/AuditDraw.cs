using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GpuBench.Measuring;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>
/// A random draw of figures. It depends on the seed and the ids alone, so anyone can repeat it. Figures that are added later change it
/// little: a figure leaves the draw only if a new one precedes it.
/// </summary>
public sealed record AuditDraw
{
    public int Seed { get; init; } = 1;

    /// <summary>Slug of the only publication to draw from; null: all.</summary>
    public string? Source { get; init; }

    /// <summary>Whether to draw only figures that were never audited.</summary>
    public bool IsOfUnaudited { get; init; }

    /// <summary>Whether to draw computed and recalled figures, too. They have no source that prints them.</summary>
    public bool HasUnsourced { get; init; }

    /// <summary>Ids that are not drawn; null: none.</summary>
    public IReadOnlySet<string>? Known { get; init; }

    /// <summary>The position of a figure in the order of a seed.</summary>
    /// <returns>SHA-256 of <c>SEED ID</c> in UTF-8, in hexadecimal digits.</returns>
    public static string KeyOf(int seed, string id) => Convert.ToHexString(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed} {id}"))));

    /// <summary>The figures with the lowest keys.</summary>
    /// <exception cref="UserError">Exit code 2: an unknown source.</exception>
    public DrawnFigures From(PublishedData data, int count)
    {
        new FigureQuery { Source = Source }.RequireKnown(data);
        var selected = data.Figures.Where(figure => (Source is null || figure.Source == Source)
            && !(IsOfUnaudited && data.Audits.LatestOf(figure.Id) is not null) && Known?.Contains(figure.Id) != true).ToList();
        var pool = selected.Where(figure => HasUnsourced || IsSourced(figure)).ToList();
        return new(
            [.. pool.OrderBy(figure => KeyOf(Seed, figure.Id), StringComparer.Ordinal).Take(count)],
            pool.Count, selected.Count - pool.Count);
    }

    /// <summary>Whether the figure was read in its source.</summary>
    public static bool IsSourced(PublishedFigure figure) => figure.Confidence == "verified";
}

/// <param name="Figures">In the order of the draw.</param>
/// <param name="Of">Number of figures that the draw chose from.</param>
/// <param name="LeftOut">Number of computed and recalled figures that it did not choose from.</param>
public sealed record DrawnFigures(IReadOnlyList<PublishedFigure> Figures, int Of, int LeftOut);
