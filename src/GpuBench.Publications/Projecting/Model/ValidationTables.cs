using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting.Model;

/// <summary>Reads results/validation.json.</summary>
public static class ValidationTables
{
    public const string Slug = "validation";

    /// <returns>Null if the folder has none.</returns>
    /// <exception cref="UserError">Exit code 4: the file violates its schema.</exception>
    public static ValidationTable? Read(IDataFiles files) => ProjectionFiles.Read(
        files, Slug, ProjectionJson.Default.ValidationTable, table => table.SchemaVersion);
}
