using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Reporting;

/// <summary>Puts the archive from a machine with a GPU into the folder of results.</summary>
public static partial class TakenArchive
{
    /// <summary>Larger files are left out. A profile that a person reads once does not belong in a repository.</summary>
    public const long MaxBytes = 5_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <param name="results">results/measured, or another folder.</param>
    /// <param name="acceptsRehearsal">Whether a run without a GPU may be taken. True only for a folder that is deleted afterwards.</param>
    /// <returns>The new folder, DEVICE/DATE below the results.</returns>
    /// <exception cref="InvalidDataException">The archive is not from gpu-run, the run named no device, or it was a rehearsal.</exception>
    /// <exception cref="IOException">The archive cannot be read, the folder cannot be written, or the archive was taken before.</exception>
    public static string Take(string archive, string results, bool acceptsRehearsal, TextWriter output)
    {
        var unpacked = Directory.CreateTempSubdirectory("gpu-take-").FullName;
        try
        {
            Unpack(archive, unpacked);
            var journal = Path.Combine(unpacked, Journal.FileName);
            if (!File.Exists(journal))
                throw new InvalidDataException($"{archive} has no {Journal.FileName}: it did not come from gpu-run");
            var lines = Journal.Read(journal);
            var manifest = Describe(archive, lines, acceptsRehearsal);
            var date = manifest.At.ToString("yyyy-MM-dd-HHmmss", CultureInfo.InvariantCulture);
            var folder = Path.Combine(results, Slug(manifest.Device), date);
            if (Directory.Exists(folder))
                throw new IOException($"{folder} is there already: {archive} was taken before");
            var left = Copy(unpacked, folder + ".new", output);
            File.WriteAllText(
                Path.Combine(folder + ".new", "manifest.json"), JsonSerializer.Serialize(manifest with { LeftOut = left }, Json) + "\n");
            Directory.Move(folder + ".new", folder);
            return folder;
        }
        finally
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    private static RunManifest Describe(string archive, IReadOnlyList<JournalLine> lines, bool acceptsRehearsal)
    {
        if (lines is not [RunBegan began, ..])
            throw new InvalidDataException($"{archive}: the journal does not say how the run began");
        var steps = lines.OfType<StepEnded>().ToList();
        string Fact(string name) => steps.Select(step => step.Facts.GetValueOrDefault(name)).OfType<string>().FirstOrDefault() ?? "";
        var device = Fact("device");
        if (device.Length == 0)
            throw new InvalidDataException($"{archive}: no step named the device: run the check 'machine' with the others");
        if (!acceptsRehearsal && (began.IsRehearsal || device.Contains("no GPU", StringComparison.Ordinal)))
        {
            throw new InvalidDataException(
                $"{archive} is a rehearsal on '{device}', and no result of a GPU; --into FOLDER unpacks it elsewhere");
        }

        var seconds = lines.OfType<ChecksEnded>().Select(ended => ended.Seconds).FirstOrDefault(steps.Sum(step => step.Seconds));
        return new(device, Fact("driver"), began.At, began.Commit, Math.Round(seconds, 1), []);
    }

    private static void Unpack(string archive, string folder)
    {
        try
        {
            using var file = File.OpenRead(archive);
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            TarFile.ExtractToDirectory(plain, folder, overwriteFiles: false);
        }
        catch (InvalidDataException wrong)
        {
            throw new InvalidDataException($"{archive} is not an archive of gpu-run: {wrong.Message}", wrong);
        }
    }

    private static IReadOnlyList<string> Copy(string from, string to, TextWriter output)
    {
        var left = new List<string>();
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(from, path);
            var bytes = new FileInfo(path).Length;
            if (bytes > MaxBytes)
            {
                left.Add(name);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"left out: {name}, {bytes} bytes; it stays in the archive"));
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(path, Path.Combine(to, name));
        }

        return left;
    }

    /// <summary>Such as <c>nvidia-h100-80gb-hbm3</c>.</summary>
    private static string Slug(string device) => NoWord().Replace(device.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.None, MatchLimit.Milliseconds)]
    private static partial Regex NoWord();
}

/// <param name="At">When the run began.</param>
/// <param name="Commit">Commit of the bundle's sources.</param>
/// <param name="LeftOut">Files of the archive that are too large.</param>
public sealed record RunManifest(
    string Device, string Driver, DateTimeOffset At, string Commit, double SecondsUsed, IReadOnlyList<string> LeftOut);
