namespace GpuBench.Measuring.Results;

/// <summary>What the file system refuses, as opposed to what we did wrong.</summary>
internal static class FileFault
{
    /// <summary>A disk that is full or gone, no permission, or a size limit: for that one .NET throws an argument exception.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    public static string Describe(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
