using GpuBench.Measuring;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>Reads results/headline.json.</summary>
public static class HeadlineReader
{
    internal const string Slug = "headline";

    /// <exception cref="UserError">Exit code 4: the file is missing, or violates its schema.</exception>
    public static HeadlineTable Read(IDataFiles files)
    {
        var file = files.In("").FirstOrDefault(file => file.Slug == Slug) ?? throw UserError.BadInput($"results/{Slug}.json is missing");
        try
        {
            var table = JsonText.Parse(file.Text, PublicationsJson.Default.HeadlineTable);
            SchemaVersions.Require(table.SchemaVersion, SchemaVersions.Published);
            return table;
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{file.Path}: {fault.Message}", fault);
        }
    }
}
