using System.Reflection;
using System.Text.Json;

namespace GpuBench.Publications.Figures;

/// <summary>The published data that travel with the program.</summary>
public static class PublishedFigures
{
    private const string Prefix = "published/";

    /// <summary>All publications, by file name.</summary>
    public static IReadOnlyList<Publication> Publications { get; } = [.. Read()];

    public static IEnumerable<PublishedFigure> All => Publications.SelectMany(publication => publication.Figures);

    private static IEnumerable<Publication> Read()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize(stream, PublicationsJson.Default.Publication)
                ?? throw new JsonException($"{name} is empty");
        }
    }
}
