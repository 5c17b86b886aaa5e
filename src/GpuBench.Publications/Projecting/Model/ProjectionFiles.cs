using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting.Model;

/// <summary>The files of results/ that <c>figures validate</c> writes.</summary>
public static class ProjectionFiles
{
    /// <summary>Replaces both files of a results folder.</summary>
    public static void Write(string folder, ProjectionModel model, ValidationTable validation)
    {
        AtomicFile.WriteAllText(
            Path.Combine(folder, $"{ProjectionModels.Slug}.json"), Text(model, ProjectionJson.Default.ProjectionModel));
        AtomicFile.WriteAllText(
            Path.Combine(folder, $"{ValidationTables.Slug}.json"), Text(validation, ProjectionJson.Default.ValidationTable));
    }

    /// <returns>Null if the folder has no such file.</returns>
    /// <exception cref="UserError">Exit code 4: the file violates its schema.</exception>
    internal static T? Read<T>(IDataFiles files, string slug, JsonTypeInfo<T> type, Func<T, int> versionOf)
        where T : class
    {
        if (files.In("").FirstOrDefault(file => file.Slug == slug) is not { } file)
            return null;
        try
        {
            var data = JsonText.Parse(file.Text, type);
            SchemaVersions.Require(versionOf(data), SchemaVersions.Published);
            return data;
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{file.Path}: {fault.Message}", fault);
        }
    }

    /// <summary>Signs such as µ stay readable.</summary>
    private static string Text<T>(T data, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
            JsonSerializer.Serialize(writer, data, type);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
