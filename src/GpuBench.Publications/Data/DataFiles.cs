using System.Reflection;
using GpuBench.Measuring;

namespace GpuBench.Publications.Data;

/// <summary>The source of the data of results/.</summary>
public interface IDataFiles
{
    /// <param name="folder">E.g. <c>published</c>; empty for results/ itself.</param>
    /// <returns>The folder's JSON files in order of their names; none if the folder does not exist.</returns>
    IEnumerable<DataFile> In(string folder);
}

/// <param name="Path">The name in messages, e.g. <c>results/published/flagperf.json</c>.</param>
/// <param name="Slug">The file name without folder and extension. Other files refer to it.</param>
public sealed record DataFile(string Path, string Slug, string Text);

/// <summary>The data embedded in the program.</summary>
public sealed class EmbeddedFiles : IDataFiles
{
    public IEnumerable<DataFile> In(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var names = assembly.GetManifestResourceNames().Where(name => Path.GetDirectoryName(name) == folder);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new($"results/{name}", Path.GetFileNameWithoutExtension(name), reader.ReadToEnd());
        }
    }
}

/// <summary>A results folder on disk, for contributors who edit it.</summary>
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
            throw UserError.BadInput($"{path}: cannot be read (it is a link to {target}, not to a folder; correct or remove the link)");
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
