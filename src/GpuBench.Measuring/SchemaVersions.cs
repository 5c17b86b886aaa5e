using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring;

/// <summary>Raised when a reader of the older version would misread; added fields do not count.</summary>
public static class SchemaVersions
{
    public const int Journal = 1;

    public const int Results = 1;

    /// <summary>Of each kind of file that holds published data.</summary>
    public const int Published = 1;

    /// <exception cref="JsonFault">There is no such version, or this program is older.</exception>
    public static void Require(int found, int known)
    {
        if (found > known)
            throw new JsonFault($"$.schemaVersion is {found}, newer than this program reads ({known}); update gpubench");
        if (found < 1)
            throw new JsonFault($"$.schemaVersion is {found}; versions count from 1: correct it");
    }
}

/// <summary>A record of which newer versions may write more: members that this version does not know are kept, and written again.</summary>
public abstract record Extensible
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
