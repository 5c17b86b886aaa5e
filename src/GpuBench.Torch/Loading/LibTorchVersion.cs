using System.Globalization;
using System.Text.RegularExpressions;

namespace GpuBench.Torch.Loading;

/// <summary>Finds the version of a libtorch without loading it or running Python.</summary>
internal static partial class LibTorchVersion
{
    /// <summary>Null if no file or folder name contains it.</summary>
    public static string? Of(string directory)
    {
        var parent = Path.Combine(directory, "..");
        return FromPythonPackage(Path.Combine(parent, "version.py"))
            ?? FromArchive(Path.Combine(parent, "build-version"))
            ?? FromPackagePath(directory);
    }

    /// <summary>Major and minor number as the stable C interface encodes them, in the two highest bytes.</summary>
    public static string FromAbiVersion(ulong encoded)
        => string.Create(CultureInfo.InvariantCulture, $"{encoded >> 56}.{(encoded >> 48) & 0xFF}");

    // A wheel: site-packages/torch/version.py beside site-packages/torch/lib.
    private static string? FromPythonPackage(string file)
        => ReadText(file) is { } text && PythonVersion().Match(text) is { Success: true } match ? match.Groups["version"].Value : null;

    // The archive from pytorch.org: libtorch/build-version beside libtorch/lib.
    private static string? FromArchive(string file)
        => ReadText(file)?.Trim() is { Length: > 0 } version ? version : null;

    private static string? FromPackagePath(string directory)
        => PackagePath().Match(directory) is { Success: true } match ? match.Groups["version"].Value : null;

    private static string? ReadText(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllText(file) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex("""^__version__\s*=\s*['"](?<version>[^'"]+)['"]""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PythonVersion();

    [GeneratedRegex("""/libtorch-[^/]+/(?<version>\d+\.\d+[^/]*)/runtimes/""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PackagePath();
}
