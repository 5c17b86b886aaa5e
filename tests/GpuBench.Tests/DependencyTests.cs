using System.Reflection;
using System.Xml.Linq;
using Xunit;

namespace GpuBench.Tests;

/// <summary>The direction of the dependencies, from the assembly references.</summary>
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

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void A_library_knows_only_what_lies_below_it(string name)
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
    public void Only_engines_know_a_gpu_package(string name) =>
        Assert.DoesNotContain(
            Assembly.Load(name).GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("ILGPU", StringComparison.Ordinal) || reference.Name.StartsWith("TorchSharp", StringComparison.Ordinal));

    [Fact]
    public void Kernels_stand_on_ilgpu_alone() =>
        Assert.DoesNotContain(
            Assembly.Load("GpuBench.Kernels").GetReferencedAssemblies(),
            reference => reference.Name == "ILGPU.Algorithms");

    /// <summary>The PTX interpreter and the fake driver are test tools: the product must build without them.</summary>
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

    [Fact]
    public void Every_project_is_in_the_table() =>
        Assert.Equal(
            Allowed.Keys.Order(),
            Directory.GetFiles(AppContext.BaseDirectory, "GpuBench.*.dll")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Where(project => !project.EndsWith("Tests", StringComparison.Ordinal) && project != "GpuBench.Testing").Order());
}
