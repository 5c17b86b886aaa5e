namespace GpuBench.Measuring;

/// <summary>Writes a file completely or not at all: it writes a temporary file, then renames it.</summary>
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
            // The first failure is the one to report.
        }
    }
}

/// <summary>Recognizes errors of the file system, as opposed to programming errors.</summary>
internal static class FileFault
{
    /// <summary>The disk is full or missing, access is denied, or a size limit is exceeded (.NET: an argument exception).</summary>
    public static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>Another process has locked the file: <c>EAGAIN</c>, <c>EWOULDBLOCK</c> (macOS) or a sharing violation (Windows).</summary>
    public static bool IsInUse(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    /// <summary>The file to create already exists: <c>EEXIST</c>, or <c>ERROR_FILE_EXISTS</c> on Windows.</summary>
    public static bool IsExisting(IOException exception) => exception.HResult is 17 or unchecked((int)0x80070050);

    public static string Describe(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.');
}
