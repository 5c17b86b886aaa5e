using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace GpuBench.Tests;

/// <summary>The direction of the dependencies, read from the assembly references.</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["GpuBench.Measuring"] = [],
        ["GpuBench.Kernels"] = [],
        ["GpuBench.Workloads"] = ["GpuBench.Measuring"],
        ["GpuBench.Publications"] = ["GpuBench.Measuring", "GpuBench.Workloads"],
        ["GpuBench.Reports"] = ["GpuBench.Measuring", "GpuBench.Workloads", "GpuBench.Publications"],
        ["GpuBench.Ilgpu"] = ["GpuBench.Measuring", "GpuBench.Workloads", "GpuBench.Kernels"],
        ["GpuBench.Torch"] = ["GpuBench.Measuring", "GpuBench.Workloads"],
    };

    /// <summary>
    /// The layers of each project, the lowest first. A namespace uses only earlier ones. <c>.</c> is the project's own namespace.
    /// src/README.md describes the layers of Measuring.
    /// </summary>
    private static readonly Dictionary<string, string[]> Layers = new()
    {
        ["GpuBench.Measuring"] =
            ["Statistics", ".", "Trials", "Devices", "Workloads", "Rounds", "Planning", "Journals", "Running", "Results"],
        ["GpuBench.Kernels"] = ["Storage", "TensorOps", ".", "Loading", "Attention", "MatMul", "Memory", "Peak"],
        ["GpuBench.Workloads"] = ["Data", "Models", "Shapes", "Oracles", "Definitions"],
        ["GpuBench.Publications"] =
            ["Accelerators", "Figures", "Data", "Normalising.Rules", "Normalising.Limits", "Projecting.Products",
                "Projecting.Laws", "Projecting.Fitting", "Projecting.Validating", "Projecting.Model", "Projecting", "Projecting.Links",
                "Checking", "Normalising", "Coverage"],
        ["GpuBench.Reports"] =
            ["Tables", "Formatting", "Results.FirstScreen", "Results", ".", "Comparing", "Exporters", "Figures",
                "Projecting"],
        ["GpuBench.Ilgpu"] = ["Native", "Devices", "Workloads"],
        ["GpuBench.Torch"] = ["Operators", "Host", "Tensors", "Loading", "SelfTest", "Devices", "Models", "Workloads"],
        ["gpubench"] = ["Engines", "Terminal", "Diagnosis", "Faults", "Running", "Commands"],
    };

    public static TheoryData<string> Projects => [.. Layers.Keys];

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_library_references_only_lower_libraries(string name)
    {
        var ours = Assembly.Load(name).GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("GpuBench", StringComparison.Ordinal));
        Assert.Empty(ours.Except(Allowed[name]));
    }

    [Theory]
    [InlineData("GpuBench.Measuring")]
    [InlineData("GpuBench.Workloads")]
    [InlineData("GpuBench.Publications")]
    [InlineData("GpuBench.Reports")]
    public void Only_engines_reference_a_GPU_package(string name) =>
        Assert.DoesNotContain(
            Assembly.Load(name).GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("ILGPU", StringComparison.Ordinal)
                || reference.Name.StartsWith("TorchSharp", StringComparison.Ordinal));

    [Fact]
    public void Kernels_do_not_reference_the_ILGPU_algorithms() =>
        Assert.DoesNotContain(
            Assembly.Load("GpuBench.Kernels").GetReferencedAssemblies(),
            reference => reference.Name == "ILGPU.Algorithms");

    /// <summary>The PTX interpreter and the fake driver are test tools. The product must build without them.</summary>
    [Theory]
    [InlineData("src")]
    [InlineData("kernels")]
    public void The_product_references_no_test_project(string folder)
    {
        var tests = Repository.File("tests") + Path.DirectorySeparatorChar;
        var projects = Directory.GetFiles(Repository.File(folder), "*.csproj", SearchOption.AllDirectories);
        Assert.NotEmpty(projects);
        Assert.All(projects, project => Assert.DoesNotContain(
            XDocument.Load(project).Descendants().Where(element => element.Name.LocalName is "ProjectReference" or "Compile")
                .Select(element => Path.GetFullPath(element.Attribute("Include")?.Value ?? "", Path.GetDirectoryName(project)!)),
            path => path.StartsWith(tests, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_uses_only_earlier_ones_of_its_project(string name)
    {
        var layers = Layers[name];
        var uses = NamespaceUses.Of(Assembly.Load(name));
        Assert.Empty(uses.SelectMany(use => new[] { use.User, use.Used }).Except(layers));
        Assert.Empty(uses
            .Where(use => Array.IndexOf(layers, use.User) < Array.IndexOf(layers, use.Used))
            .Select(use => $"{use.User} -> {use.Used}"));
    }

    [Fact]
    public void Every_project_has_layers() => Assert.Equal(Allowed.Keys.Append("gpubench").Order(), Layers.Keys.Order());

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(
            Allowed.Keys.Order(),
            Directory.GetFiles(AppContext.BaseDirectory, "GpuBench.*.dll")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(project => !project.EndsWith("Tests", StringComparison.Ordinal) && project != "GpuBench.Testing").Order());
}
