using System.Text;
using System.Text.Json;
using GpuBench.Measuring.Results;

namespace GpuBench.Measuring.Journals;

/// <summary>
/// An append-only file of one JSON line per entry, on disk before the next measurement starts. One process writes at a
/// time. A line cut off by a crash is dropped when the journal is opened again.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    public string Path => _file.Name;

    /// <exception cref="UserError">Exit code 2: the file exists already. Exit code 1: it cannot be written.</exception>
    public static Journal Create(string path)
    {
        if (File.Exists(path))
            throw UserError.Usage($"{path} exists; add --resume to go on with that run, or choose another --out");
        return new(Guard(path, () =>
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }));
    }

    /// <summary>Opens a journal to go on with it, and returns what it holds.</summary>
    /// <exception cref="UserError">Exit code 4: not a journal. Exit code 1: another process writes to it.</exception>
    public static (Journal Journal, IReadOnlyList<JournalEntry> Entries) Reopen(string path)
    {
        if (!File.Exists(path))
            throw UserError.BadInput($"{path}: there is no such journal to resume");
        var file = Guard(path, () => new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        try
        {
            var (entries, goodBytes) = JournalReader.Read(file, path);
            file.SetLength(goodBytes);
            file.Position = goodBytes;
            return (new(file), entries);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="UserError">Exit code 1: the disk is full or gone. What was appended before is kept.</exception>
    public void Append(JournalEntry entry)
    {
        var before = _file.Position;
        var line = JsonSerializer.Serialize(entry, MeasuringJson.Default.JournalEntry) + "\n";
        try
        {
            _file.Write(Encoding.UTF8.GetBytes(line));
            _file.Flush(flushToDisk: true);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            CutBackTo(before);
            throw UserError.Failed(
                $"{Path}: cannot save ({FileFault.Describe(cause)}); what was measured until now is kept: make room, then add --resume", cause);
        }
    }

    /// <summary>Everything in the file, from its first line.</summary>
    public IReadOnlyList<JournalEntry> ReadAll()
    {
        var end = _file.Position;
        _file.Position = 0;
        var (entries, _) = JournalReader.Read(_file, Path);
        _file.Position = end;
        return entries;
    }

    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            // A full disk was reported when the line was appended; closing must not hide that report.
        }
    }

    private void CutBackTo(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            // The torn line stays; reading drops it.
        }
    }

    private static FileStream Guard(string path, Func<FileStream> open)
    {
        try
        {
            return open();
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            throw UserError.Failed($"{path}: cannot be written ({FileFault.Describe(cause)}); choose another --out", cause);
        }
    }
}
