using GpuBench.Measuring;

namespace GpuBench.Publications.Data;

/// <summary>A results folder on disk: what a contributor has just edited.</summary>
public sealed class FolderFiles : IDataFiles
{
    private readonly string _root;

    /// <exception cref="UserError">Exit code 4: no such folder.</exception>
    public FolderFiles(string root)
    {
        if (!Directory.Exists(Path.Combine(root, "published")))
            throw UserError.BadInput($"{root}: not a results folder (it has no folder 'published')");
        _root = root;
    }

    public IEnumerable<DataFile> In(string folder)
    {
        var path = Path.Combine(_root, folder);
        return Directory.Exists(path)
            ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).Select(Read)
            : [];
    }

    private static DataFile Read(string path)
    {
        try
        {
            return new(path, Path.GetFileNameWithoutExtension(path), File.ReadAllText(path));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw UserError.BadInput($"{path}: cannot be read ({cause.Message.TrimEnd('.')})", cause);
        }
    }
}
