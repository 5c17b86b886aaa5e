using System.Text;
using System.Text.Json;

namespace GpuBench.Measuring.Journals;

/// <summary>
/// An append-only file with one JSON line per entry. Each line is on disk before the next measurement starts. One process writes at a time.
/// A line cut off by a crash is dropped when the journal is opened again.
/// </summary>
public sealed class Journal : IDisposable
{
    private readonly FileStream _file;

    private Journal(FileStream file) => _file = file;

    public string Path => _file.Name;

    /// <exception cref="UserError">
    /// Exit code 2: the file exists already; the message says whether its run can be resumed. Exit code 1: it cannot be written.
    /// </exception>
    public static Journal Create(string path) => TryCreate(path) ?? Adopt(path);

    /// <returns>Null: the file exists already, or another process created it first.</returns>
    /// <exception cref="UserError">Exit code 1: it cannot be written.</exception>
    public static Journal? TryCreate(string path) => Guard(path, () =>
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        try
        {
            return new Journal(Open(path, FileMode.CreateNew));
        }
        catch (IOException cause) when (FileFault.IsExisting(cause))
        {
            return null;
        }
        catch (IOException cause) when (FileFault.IsInUse(cause))
        {
            // This process created the file, and another process opened it before it was locked.
            return OpenEmpty(path, attempts: 50);
        }
    });

    /// <summary>Opens a journal to continue it, and returns its entries.</summary>
    /// <exception cref="UserError">
    /// Exit code 4: not a journal. Exit code 2: another process writes to it. Exit code 1: it cannot be written.
    /// </exception>
    public static (Journal Journal, IReadOnlyList<JournalEntry> Entries) Reopen(string path)
    {
        if (!File.Exists(path))
            throw UserError.BadInput($"{path}: this journal does not exist, so no run can be resumed");
        var file = Guard(path, () => Open(path, FileMode.Open));
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

    /// <exception cref="UserError">Exit code 1: the disk is full or missing. Earlier entries are kept.</exception>
    public void Append(JournalEntry entry)
    {
        var before = _file.Position;
        var line = Line(entry);
        try
        {
            _file.Write(Encoding.UTF8.GetBytes(line));
            _file.Flush(flushToDisk: true);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            CutBackTo(before);
            var advice = before == 0 ? Abandon() : AdviceToResume;
            throw UserError.Failed($"{Path}: cannot save ({FileFault.Describe(cause)}); {advice}", cause);
        }
    }

    /// <returns>The line of the entry in a journal, with its line break.</returns>
    public static string Line(JournalEntry entry) => JsonSerializer.Serialize(entry, JournalJson.Default.JournalEntry) + "\n";

    /// <summary>All entries of the file.</summary>
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

    private const string AdviceToResume = "finished rounds are kept: free disk space, then add --resume";

    /// <summary>Without its first line a journal can neither be resumed nor started again.</summary>
    private string Abandon()
    {
        try
        {
            File.Delete(Path);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            return "nothing was measured yet: free disk space, delete the file, then start the run again";
        }
        return "nothing was measured yet: free disk space, then start the run again";
    }

    private void CutBackTo(long length)
    {
        try
        {
            _file.SetLength(length);
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            // The incomplete line stays; readers drop it.
        }
    }

    /// <summary>Takes over the file of a process that ended before its first line.</summary>
    /// <exception cref="UserError">Exit code 2: the file is not empty, or another process writes to it.</exception>
    private static Journal Adopt(string path) =>
        Guard(path, () => OpenEmpty(path, attempts: 1)) ?? throw UserError.Usage(TakenReason(path));

    private static string TakenReason(string path) => JournalStates.Of(path) switch
    {
        JournalState.InUse => InUse(path),
        JournalState.Finished => $"{path} exists and its run is finished; choose another --out",
        JournalState.Unfinished => $"{path} exists and its run is unfinished; add --resume to continue it, or choose another --out",
        _ => $"{path} exists and is not a journal; choose another --out",
    };

    private static string InUse(string path) =>
        $"{path}: another process writes it, and its run has not ended; choose another --out, or wait for its end";

    /// <returns>Null: the file is not empty, or other processes had locked it at every attempt.</returns>
    private static Journal? OpenEmpty(string path, int attempts)
    {
        for (var attempt = 1; attempt <= attempts; attempt++)
        {
            try
            {
                var file = Open(path, FileMode.Open);
                if (file.Length == 0)
                    return new(file);
                file.Dispose();
                return null;
            }
            catch (IOException cause) when (FileFault.IsInUse(cause))
            {
                if (attempt < attempts)
                    Thread.Sleep(20);
            }
        }
        return null;
    }

    /// <summary>The file is locked against all other .NET processes until it is closed or this process ends.</summary>
    private static FileStream Open(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.None);

    private static T Guard<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IOException cause) when (FileFault.IsInUse(cause))
        {
            throw UserError.Usage(InUse(path));
        }
        catch (Exception cause) when (FileFault.Is(cause))
        {
            throw UserError.Failed($"{path}: cannot be written ({FileFault.Describe(cause)}); choose another --out", cause);
        }
    }
}
