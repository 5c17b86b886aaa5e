using System.Formats.Tar;
using System.IO.Compression;

namespace GpuBench.GpuChecks.Running;

/// <summary>All results of a run in one file, which is complete at every moment.</summary>
public static class ResultArchive
{
    public const string FileName = "gpu-run.tar.gz";

    /// <summary>Packs the folder's content. A file that is being written is packed up to its current length.</summary>
    public static void Pack(string folder, string archive)
    {
        var unfinished = archive + ".new";
        using (var file = File.Create(unfinished))
        using (var compressed = new GZipStream(file, CompressionLevel.Fastest))
        using (var tar = new TarWriter(compressed))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Add(tar, path, Path.GetRelativePath(folder, path));
        }

        File.Move(unfinished, archive, overwrite: true);
    }

    private static void Add(TarWriter tar, string path, string name)
    {
        try
        {
            // Packs a copy, because a file that grows during packing would corrupt the archive.
            var content = new MemoryStream();
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                file.CopyTo(content);
            content.Position = 0;
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
        }
        catch (IOException)
        {
            // A running step has deleted its temporary file.
        }
    }
}
