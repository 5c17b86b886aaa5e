using System.Security.Cryptography;

namespace GpuBench.Torch.Loading;

/// <summary>Keeps the patched bridge between runs, under a name made of its content.</summary>
/// <param name="directory">Created when it is needed.</param>
internal sealed class BridgeCache(string directory)
{
    /// <summary>
    /// <c>$XDG_CACHE_HOME/gpubench</c>, or <c>~/.cache/gpubench</c> where that is unset or relative (XDG Base Directory Specification).
    /// </summary>
    public static BridgeCache OfUser()
    {
        var named = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var root = Path.IsPathFullyQualified(named ?? "") ? named! : Path.Combine(home, ".cache");
        return new(Path.Combine(root, "gpubench"));
    }

    /// <summary>Writes a patched bridge, or finds it written before; without a usable cache it goes to a temporary folder.</summary>
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
            // A fixed name in a folder that everybody may write would let others choose what is loaded: this one is fresh and private.
            var folder = Directory.CreateTempSubdirectory("gpubench-").FullName;
            var path = Path.Combine(folder, name);
            WriteWhole(path, bridge, () => Directory.Delete(folder, recursive: true));
            return new(path, IsPatched: true, Note: $"The cache {directory} cannot be written: {failure.Message}", IsTemporary: true);
        }
    }

    private string Keep(string path, byte[] bridge)
    {
        // The content is compared, not trusted: a name alone does not tell a file that was cut short or tampered with.
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bridge))
            return path;
        Directory.CreateDirectory(directory);
        // Workers start together: each writes a file of its own, and the rename replaces a whole file by a whole file.
        var written = $"{path}.{Path.GetRandomFileName()}";
        WriteWhole(written, bridge, () => File.Delete(written));
        File.Move(written, path, overwrite: true);
        return path;
    }

    /// <summary>On a full disk nothing is left: the next process would leave as much again.</summary>
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
