using GpuBench.Reports.Exporters;
using Xunit;

namespace GpuBench.Tests.Fakes;

/// <summary>The words after <c>--format</c>. Tests of every format use this list, so they include a new format too.</summary>
internal static class Formats
{
    public static TheoryData<string> All => [.. ReportExporters.All.Select(exporter => exporter.Format)];

    /// <summary>All formats except json, which has neither titles nor notes.</summary>
    public static TheoryData<string> WithText =>
        [.. ReportExporters.All.Select(exporter => exporter.Format).Where(format => format != "json")];

    /// <summary>Whether the format has the lines before and after the tables.</summary>
    public static bool HasNotes(string format) => format is not ("csv" or "json");
}
