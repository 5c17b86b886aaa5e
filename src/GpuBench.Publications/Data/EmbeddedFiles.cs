using System.Reflection;

namespace GpuBench.Publications.Data;

/// <summary>The data that travel with the program.</summary>
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
