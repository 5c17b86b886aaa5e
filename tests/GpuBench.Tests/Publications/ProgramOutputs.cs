using GpuBench.Measuring.Results;
using GpuBench.Tests.CommandLine;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Publications;

/// <summary>JSON of the program's commands that divide figures, in files.</summary>
public sealed class ProgramOutputs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProgramOutputs()
    {
        foreach (var (file, name, variant, cacheBytes) in ImaginaryRuns.Products)
            ResultFile.Write(_folder.Combine(file), ImaginaryRuns.Document(name, variant, cacheBytes));
        OfRuns =
        [
            .. ImaginaryRuns.Products.Select(product =>
                Output($"compared-{product.File}", "compare", product.File, "--against", "h100,h20,910b,a800,h100-pcie")),
        ];
        OfPairs =
        [
            Output("h20-h100-910b.json", "compare", "h20", "--against", "h100,910b"),
            Output("a800-a100.json", "compare", "a800", "--against", "a100"),
            Output("a100-h100.json", "compare", "a100", "--against", "h100"),
            Output("h100-h200.json", "figures", "list", "--pairs", "h100,h200"),
            Output("pairs.json", "figures", "list", "--pairs", "h20,h100"),
            Output("headline.json", "figures", "headline"),
        ];
    }

    /// <summary>Paths of the comparisons of <see cref="ImaginaryRuns"/>.</summary>
    public IReadOnlyList<string> OfRuns { get; }

    /// <summary>Paths of outputs that divide published figures by each other.</summary>
    public IReadOnlyList<string> OfPairs { get; }

    /// <returns>The path.</returns>
    public string Save(string file, string text)
    {
        var path = _folder.Combine(file);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Dispose();

    private string Output(string file, params string[] arguments)
    {
        var result = Cli.Run(_folder.FullName, [.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return Save(file, result.Output);
    }
}
