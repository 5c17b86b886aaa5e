namespace GpuBench.Measuring;

/// <summary>Raised when a reader of the older version would misread; added fields do not count.</summary>
public static class SchemaVersions
{
    public const int Journal = 1;

    public const int Results = 1;
}
