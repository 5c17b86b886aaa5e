namespace GpuBench.Measuring;

/// <summary>Files appear whole or not at all.</summary>
public static class AtomicFile
{
    /// <exception cref="UserError">Exit code 1: the file cannot be written.</exception>
    public static void WriteAllText(string path, string text)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            Remove(temporary);
            throw UserError.Failed($"{path}: cannot be written ({FileFault.Describe(cause)})", cause);
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            // The failure that brought us here is the one to report.
        }
    }
}

/// <summary>What the file system refuses, as opposed to what we did wrong.</summary>
internal static class FileFault
{
    /// <summary>A disk that is full or gone, no permission, or a size limit: for that one .NET throws an argument exception.</summary>
    public static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>Another process holds its lock: <c>EAGAIN</c>, <c>EWOULDBLOCK</c> (macOS) or a sharing violation (Windows).</summary>
    public static bool IsInUse(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>A file that was to be new exists: <c>EEXIST</c>, or <c>ERROR_FILE_EXISTS</c> on Windows.</summary>
    public static bool IsExisting(IOException exception) => exception.HResult is 17 or unchecked((int)0x80070050);

    public static string Describe(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
