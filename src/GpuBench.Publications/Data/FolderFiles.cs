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
        if (!Directory.Exists(path) && new FileInfo(path).LinkTarget is { } target)
            throw UserError.BadInput($"{path}: cannot be read (it is a link to {target}, which is no folder; mend the link or remove it)");
        return Directory.Exists(path)
            ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).Select(Read)
            : [];
    }

    private static DataFile Read(string path)
    {
        var text = InputFile.ReadAllBytes(path);
        try
        {
            return new(path, Path.GetFileNameWithoutExtension(path), JsonText.Decode(text));
        }
        catch (JsonFault fault)
        {
            throw UserError.BadInput($"{path}: {fault.Message}", fault);
        }
    }
}
