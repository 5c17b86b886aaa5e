using GpuBench.Publications.Figures;

namespace GpuBench.Reports.Figures;

/// <summary>Where a source is found, and how much of its address is known.</summary>
internal static class SourceAddress
{
    private const string HomePage = "address of the publisher only; the page was not kept";

    /// <returns>The address, with a remark if it is a home page; the reason if there is none.</returns>
    public static string Of(Source source) => source.Url is { } url
        ? IsHomePage(url) ? $"{url} ({HomePage})" : url
        : source.UrlStatus switch
        {
            "name-only" => "not kept: only the name of the source is known",
            "not-recorded" => "not kept: it was not recorded",
            "to-be-sourced" => "none yet: the source is still to be found",
            "not-needed" => "not needed",
            null => "not kept",
            var other => $"none: {other}",
        };

    private static bool IsHomePage(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.AbsolutePath.Trim('/').Length == 0 && address.Query.Length == 0;
}
