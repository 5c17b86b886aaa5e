using System.Text.Json.Nodes;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Validation of the projections as a contributor does it, after a change of figures.</summary>
public sealed class FiguresValidateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--write needs --data", "--write")]
    [InlineData("--show needs a number", "--show", "0")]
    public void A_useless_option_is_a_usage_error(string message, params string[] options)
    {
        var result = Cli.Run(_folder.FullName, ["figures", "validate", .. options]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "all")]
    public void A_moved_coefficient_is_found_and_write_corrects_it()
    {
        var data = CopyOfResults();
        var file = Path.Combine(data, "projection.json");
        var model = JsonNode.Parse(File.ReadAllText(file))!;
        var memory = model["laws"]![0]!["coefficients"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "memory")!;
        memory["value"] = memory["value"]!.GetValue<double>() * 1.2;
        File.WriteAllText(file, model.ToJsonString());

        var found = Cli.Run(data, "figures", "validate", "--data", data, "--json");
        Assert.Equal(1, found.ExitCode);
        var difference = Assert.Single(JsonNode.Parse(found.Output)!["differences"]!.AsArray())!.GetValue<string>();
        Assert.StartsWith("the law gemm has memory = ", difference, StringComparison.Ordinal);

        Assert.Equal(0, Cli.Run(data, "figures", "validate", "--data", data, "--write", "--json").ExitCode);
        var shown = Cli.Run(data, "figures", "validate", "--data", data, "--show", "25", "--json");
        Assert.Equal(0, shown.ExitCode);
        Assert.Equal(25, JsonNode.Parse(shown.Output)!["shown"]!.AsArray().Count);
    }

    private string CopyOfResults()
    {
        var root = Repository.File("results");
        foreach (var file in Directory.GetFiles(root, "*.json", SearchOption.AllDirectories))
        {
            if (Path.GetRelativePath(root, file).StartsWith("measured", StringComparison.Ordinal))
                continue;
            var copy = _folder.Combine(Path.GetRelativePath(root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return _folder.FullName;
    }
}
