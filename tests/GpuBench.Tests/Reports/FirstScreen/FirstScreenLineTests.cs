using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Reports.Results.FirstScreen;
using Xunit;

namespace GpuBench.Tests.Reports.FirstScreen;

/// <summary>Every line of a first screen, recomputed from the rows of its document.</summary>
public sealed class FirstScreenLineTests
{
    private static readonly Dictionary<string, string> Letters = new()
    {
        ["like"] = "l",
        ["differs"] = "d",
        ["convertible"] = "c",
        ["range"] = "r",
        ["bound"] = "b",
        ["peak"] = "p",
        ["scaled"] = "s",
        ["modelled"] = "m",
    };

    public static TheoryData<string> Runs => FirstScreenExpectationTests.Runs;

    private static readonly Regex Cell = new(
        @"– (?<rule>\S+)|(?<sign>[≥≤~≈]?)(?<low>[0-9./]+)(…(?<high>[0-9./]+))?( ?×÷(?<width>[0-9.]+))? (?<letter>[a-z?])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    [Theory]
    [MemberData(nameof(Runs))]
    public void Each_line_has_the_numbers_of_its_row(string run)
    {
        var document = ImaginaryRuns.Normalizer.Fill(ImaginaryRuns.All[run]);
        var lines = Screen.ClassLines(Screen.Of(ImaginaryRuns.All[run]));
        var expected = document.Rows.Where(row => row.KernelReason == ImaginaryRuns.Shown).ToList();
        Assert.Equal(
            expected.Select(row => row.Kernel),
            lines.Select(Screen.LabelOf));
        foreach (var (row, line) in expected.Zip(lines))
            RequireNumbers(document, row, string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    private static void RequireNumbers(ResultDocument document, ResultRow row, string line)
    {
        var unit = row.ValueUnit.Text().Replace("token", "tok", StringComparison.Ordinal);
        var share = ShareOf(row) is { } nominal ? $" {Quantity.Percent(nominal).Replace(" ", "", StringComparison.Ordinal)}" : "";
        var head = $"{row.Kernel} {Quantity.Format(row.Median!.Value, unit)}{share} ";
        Assert.StartsWith(head, line, StringComparison.Ordinal);
        var count = document.Rows.Count(other => other.Kernel == row.Kernel && other.Status == TrialStatus.Ok);
        Assert.EndsWith($" {count}", line, StringComparison.Ordinal);
        var cells = Cell.Matches(line[head.Length..^count.ToString(CultureInfo.InvariantCulture).Length].TrimEnd());
        Assert.Equal(row.Comparisons.Count, cells.Count);
        foreach (var (comparison, cell) in row.Comparisons.Zip(cells))
            RequireRatio(comparison, cell.Groups);
    }

    private static void RequireRatio(RowComparison comparison, GroupCollection cell)
    {
        if (comparison.Refused is { } rule)
        {
            Assert.Equal(rule, cell["rule"].Value);
            return;
        }
        Assert.Equal(Letters[comparison.Verdict], cell["letter"].Value);
        var isModelled = comparison.Verdict == "modelled";
        Assert.Equal(isModelled, cell["sign"].Value == "≈");
        Assert.Equal(comparison.IsLowerBound && !isModelled, cell["sign"].Value == "≥");
        if (comparison.Ratio is not { } ratio)
        {
            Assert.Equal(1, Number(cell["low"].Value) / comparison.Low!.Value, 0.051);
            return;
        }
        Assert.Equal(1, Number(cell["low"].Value) / ratio, 0.051);
        var width = Math.Max(comparison.High!.Value / ratio, ratio / comparison.Low!.Value);
        var step = width < 1.09 ? 0.01 : 0.1;
        Assert.InRange(Number(cell["width"].Success ? cell["width"].Value : "1"), width - 0.0051, width + step);
    }

    private static double Number(string text) => text.StartsWith("1/", StringComparison.Ordinal)
        ? 1 / Number(text[2..])
        : double.Parse(text, CultureInfo.InvariantCulture);

    private static double? ShareOf(ResultRow row)
    {
        var nominal = ImaginaryRuns.Normalizer.Normalizer.Nominal;
        var product = ImaginaryRuns.Normalizer.VariantOf(row.Device)!.Value;
        var passes = row.Median / row.Work.TokenCount;
        var type = row.DType!.Value.Input.Text();
        return row.Workload switch
        {
            "stream" => row.Median / nominal.Bandwidth(product)?.Value,
            "attention" when row.Kernel == "attention decode" =>
                row.Median / row.Work.OperationCount * row.Work.Bytes / nominal.Bandwidth(product)?.Value,
            "decode" => passes * row.Work.Bytes / nominal.Bandwidth(product)?.Value,
            "prefill" => passes * row.Work.OperationCount / Peak(type == "fp32" ? "simt" : "tensor"),
            _ => row.Median / Peak(row.Unit!.Value.Text()),
        };

        double? Peak(string unit) => ((string[])[type, type == "bf16" ? "fp16" : type == "fp16" ? "bf16" : type.Split('-')[0]])
            .Select(name => nominal.Peak(product, unit, name)?.Value).Distinct().FirstOrDefault(peak => peak is not null);
    }

    [Fact]
    public void Each_class_has_a_line_on_each_imaginary_device()
    {
        foreach (var (name, document) in ImaginaryRuns.All.Where(run => run.Key != "one-row"))
            Assert.All(ResultClasses.All, one => Assert.Contains($"\n{one.Label}", Screen.Of(document), StringComparison.Ordinal));
    }

    [Fact]
    public void A_class_without_rows_has_no_line_and_is_named_as_not_measured()
    {
        var document = ImaginaryRuns.All["h20"];
        var all = Screen.ClassLines(Screen.Of(document)).Select(Screen.LabelOf).ToList();
        foreach (var one in ResultClasses.All)
        {
            var screen = Screen.Of(document with { Rows = [.. document.Rows.Where(row => !one.Contains(row))] });
            Assert.Equal(
                all.Where(label => !label.StartsWith(one.Label, StringComparison.Ordinal)),
                Screen.ClassLines(screen).Select(Screen.LabelOf));
            Assert.Equal(
                !one.MayLackHardware,
                Screen.InOneLine(screen).Contains($"Not measured: {one.Name}", StringComparison.Ordinal));
        }
    }
}
