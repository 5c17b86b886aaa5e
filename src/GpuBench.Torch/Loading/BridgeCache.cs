using System.Security.Cryptography;

namespace GpuBench.Torch.Loading;

/// <summary>Keeps the patched bridge between runs, in a file named by a hash of its content.</summary>
/// <param name="directory">Created on demand.</param>
internal sealed class BridgeCache(string directory)
{
    /// <summary>
    /// <c>$XDG_CACHE_HOME/gpubench</c>, or <c>~/.cache/gpubench</c> if that is unset or relative (XDG Base Directory Specification).
    /// </summary>
    public static BridgeCache OfUser()
    {
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var root = Path.IsPathFullyQualified(named ?? "") ? named! : Path.Combine(home, ".cache");
        return new(Path.Combine(root, "gpubench"));
    }

    /// <summary>Writes a patched bridge unless the cache contains it. Without a usable cache it writes to a temporary folder.</summary>
    /// <exception cref="IOException">Neither the cache nor the temporary folder can be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As for <see cref="IOException"/>.</exception>
    public LoadableBridge Write(byte[] bridge)
    {
        var name = $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(bridge))[..16]}.so";
        try
        {
            return new(Keep(Path.Combine(directory, name), bridge), IsPatched: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // A fixed name in a world-writable folder would let other users choose the loaded code: this folder is new and private.
            var folder = Directory.CreateTempSubdirectory("gpubench-").FullName;
            var path = Path.Combine(folder, name);
            WriteWhole(path, bridge, () => Directory.Delete(folder, recursive: true));
            return new(path, IsPatched: true, Note: $"The cache {directory} cannot be written: {failure.Message}", IsTemporary: true);
        }
    }

    private string Keep(string path, byte[] bridge)
    {
        // Compare the content: the name does not show that a file was truncated or tampered with.
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bridge))
            return path;
        Directory.CreateDirectory(directory);
        // Workers start together: each writes its own file, and the rename replaces a complete file by a complete file.
        var written = $"{path}.{Path.GetRandomFileName()}";
        WriteWhole(written, bridge, () => File.Delete(written));
        File.Move(written, path, overwrite: true);
        return path;
    }

    /// <summary>Removes a partial file, because on a full disk each process would leave another one.</summary>
    private static void WriteWhole(string path, byte[] bridge, Action remove)
    {
        try
        {
            File.WriteAllBytes(path, bridge);
        }
        catch (IOException)
        {
            remove();
            throw;
        }
    }
}
