using System.Text.Json;
using System.Xml.Linq;

namespace GpuBench.Tests.Documents;

/// <summary>A third-party package that is beside the built program.</summary>
/// <param name="Licence">The SPDX expression, or the name of the licence file in the package.</param>
/// <param name="Address">The address of the project.</param>
internal sealed record RestoredPackage(string Name, string Version, string Licence, string Address)
{
    /// <summary>
    /// The packages that the last build of the program restored and that its output contains. These have assemblies or native libraries.
    /// Analyzers have neither. The packages of the chosen libtorch are omitted, so that the list is the same for each choice.
    /// </summary>
    public static IReadOnlyList<RestoredPackage> OfTheProgram()
    {
        using var assets = JsonDocument.Parse(File.ReadAllText(Repository.File("src/GpuBench/obj/project.assets.json")));
        var root = assets.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        return
        [
            .. root.GetProperty("targets").EnumerateObject().First().Value.EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Where(library => HasFiles(library.Value) && !IsOfLibTorch(library.Name))
                .Select(library => root.GetProperty("libraries").GetProperty(library.Name).GetProperty("path").GetString()!)
                .Select(path => Read(folders, path))
                .OrderBy(package => package.Name, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private static bool HasFiles(JsonElement library) =>
        new[] { "runtime", "native", "runtimeTargets" }.Any(kind => library.TryGetProperty(kind, out var files)
            && files.EnumerateObject().Any(file => !file.Name.EndsWith("/_._", StringComparison.Ordinal)));

    private static bool IsOfLibTorch(string library) =>
        library.StartsWith("libtorch-", StringComparison.OrdinalIgnoreCase)
        || library.StartsWith("TorchSharp-", StringComparison.OrdinalIgnoreCase);

    private static RestoredPackage Read(IReadOnlyList<string> folders, string path)
    {
        var folder = folders.Select(root => Path.Combine(root, path)).First(Directory.Exists);
        var metadata = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Root!.Elements().First();
        var licence = Element(metadata, "license");
        return new(
            Value(metadata, "id"), Value(metadata, "version"), licence?.Value ?? Value(metadata, "licenseUrl"),
            Value(metadata, "projectUrl"));
    }

    private static string Value(XElement metadata, string name) => Element(metadata, name)?.Value
        ?? throw new InvalidDataException($"the package {Element(metadata, "id")?.Value} has no {name}");

    private static XElement? Element(XElement metadata, string name) =>
        metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name);
}
