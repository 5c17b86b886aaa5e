namespace GpuBench.Measuring.Results;

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
