using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Publications.Data;

namespace GpuBench.Publications.Headline;

/// <summary>Reads results/headline.json.</summary>
public static class HeadlineReader
{
    private const string Slug = "headline";

    /// <exception cref="UserError">Exit code 4: there is no such file, or it is not what its schema says.</exception>
    public static HeadlineTable Read(IDataFiles files)
    {
        var file = files.In("").FirstOrDefault(file => file.Slug == Slug) ?? throw UserError.BadInput($"results/{Slug}.json is missing");
        try
        {
            return JsonSerializer.Deserialize(file.Text, PublicationsJson.Default.HeadlineTable) ?? throw new JsonException("the document is null");
        }
        catch (JsonException cause)
        {
            throw UserError.BadInput($"{file.Path}: {JsonProblem.Of(cause)}", cause);
        }
    }
}
