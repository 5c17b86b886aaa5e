using System.Xml.Linq;
using Xunit;

namespace GpuBench.Tests.Documents;

/// <summary>THIRD-PARTY-NOTICES.md names every package that the program contains, with its licence.</summary>
public sealed class ThirdPartyNoticesTests
{
    private const string Notices = "THIRD-PARTY-NOTICES.md";

    [Fact]
    public void Every_package_of_the_program_is_named()
    {
        var packages = RestoredPackage.OfTheProgram();
        Assert.Contains(packages, package => package.Name == "ILGPU");
        var rows = packages.Select(package => $"| {package.Name} | {package.Version} | {package.Licence} | {package.Address} |\n");
        GeneratedPart.Check(
            Notices, "packages", nameof(ThirdPartyNoticesTests),
            $"| package | version | licence | project |\n|---|---|---|---|\n{string.Concat(rows)}");
    }

    /// <summary>
    /// It depends on the machine which of them a build takes. So the test reads their versions from the list of versions.
    /// </summary>
    [Theory]
    [InlineData("libtorch-cpu-linux-x64")]
    [InlineData("TorchSharp-cuda-linux")]
    public void Each_choice_of_libtorch_is_named(string package)
    {
        var version = XDocument.Load(Repository.File("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(element => (string?)element.Attribute("Include") == package).Attribute("Version")!.Value;
        Assert.Contains($"| `{package}` {version} |", File.ReadAllText(Repository.File(Notices)), StringComparison.Ordinal);
    }
}
