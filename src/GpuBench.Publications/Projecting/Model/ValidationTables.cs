using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting.Model;

/// <summary>Reads the stored errors of the laws.</summary>
public static class ValidationTables
{
    public const string Slug = "validation";

    /// <returns>Null if the folder has none.</returns>
    /// <exception cref="UserError">Exit code 4: the file violates its schema.</exception>
    public static ValidationTable? Read(IDataFiles files)
    {
        if (files.In("").FirstOrDefault(file => file.Slug == Slug) is not { } file)
            return null;
        try
        {
            var table = JsonText.Parse(file.Text, ProjectionJson.Default.ValidationTable);
            SchemaVersions.Require(table.SchemaVersion, SchemaVersions.Published);
            return table;
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{file.Path}: {fault.Message}", fault);
        }
    }
}
