namespace GpuBench.Measuring;

/// <summary>Reads input files as bytes.</summary>
public static class InputFile
{
    /// <summary>Chosen: far more than a file of this program needs. A device file or a wrong path must not fill the memory.</summary>
    private const long MaxBytes = 1L << 29;

    /// <param name="maxBytes">A longer file is refused before it is read.</param>
    /// <exception cref="UserError">Exit code 4: the file is missing, unreadable or too large.</exception>
    public static byte[] ReadAllBytes(string path, long maxBytes = MaxBytes)
    {
        try
        {
            using var file = File.OpenRead(path);
            return ReadToEnd(file, path, maxBytes);
        }
        catch (Exception cause) when (FileFault.Is(cause) || cause is ArgumentException or NotSupportedException)
        {
            throw UserError.BadInput($"{path}: cannot be read ({Reason(path, cause)})", cause);
        }
    }

    /// <param name="path">Name of the file in messages.</param>
    /// <exception cref="UserError">Exit code 4: the file is too large.</exception>
    public static byte[] ReadToEnd(Stream file, string path, long maxBytes = MaxBytes)
    {
        if (file.CanSeek && file.Length > maxBytes)
            throw TooLong();
        using var memory = new MemoryStream((int)(file.CanSeek ? file.Length : 0));
        var part = new byte[1 << 16];
        while (file.Read(part) is var count and > 0)
        {
            if (memory.Length + count > maxBytes)
                throw TooLong();
            memory.Write(part, 0, count);
        }
        // A file of known length fills the first array, which needs no copy.
        return memory.Length == memory.Capacity ? memory.GetBuffer() : memory.ToArray();

        UserError TooLong() => UserError.BadInput($"{path}: longer than {maxBytes >> 20} MiB; input files are shorter, name another");
    }

    private static string Reason(string path, Exception cause)
    {
        if (cause is FileNotFoundException or DirectoryNotFoundException && new FileInfo(path).LinkTarget is { } target)
            return $"it is a link to {target}, which does not exist; repair the link or remove it";
        // The system calls this a lack of permission.
        return Directory.Exists(path) ? "it is a folder; name a file in it" : FileFault.Describe(cause);
    }
}
