using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring;

/// <summary>
/// Versions of the file formats. A version rises when older readers would misread the file; added fields do not raise it.
/// </summary>
public static class SchemaVersions
{
    public const int Journal = 1;

    public const int Results = 1;

    /// <summary>Version of all files of published data.</summary>
    public const int Published = 1;

    /// <exception cref="JsonFault">The version is below 1, or newer than this program.</exception>
    public static void Require(int found, int known)
    {
        if (found > known)
            throw new JsonFault($"$.schemaVersion is {found}, newer than this program reads ({known}); update gpubench");
        if (found < 1)
            throw new JsonFault($"$.schemaVersion is {found}; versions count from 1: correct it");
    }
}

/// <summary>A record that may have more members in newer versions. Unknown members are kept and written again.</summary>
public abstract record Extensible
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
