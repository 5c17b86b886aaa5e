using GpuBench.Publications.Normalising;
using GpuBench.Reports.Exporters;
using GpuBench.Reports.Results;
using GpuBench.Tests.Fakes;
using Xunit;

namespace GpuBench.Tests.Reports;

public sealed class ModelledSectionTests
{
    private static readonly ResultNormalizer ToH100 = new(Normalizer.Shipped, [Normalizer.Shipped.Names.Resolve("h100")]);

    [Theory]
    [InlineData(500, 8192, "Modelled: 1 of 2 ratios")]
    [InlineData(500, 600, "Modelled: 2 of 2 ratios")]
    [InlineData(4096, 8192, null)]
    public void Modelled_ratios_are_counted_apart_with_the_errors_of_their_law(int one, int other, string? title)
    {
        var card = Rows.Cuda("NVIDIA Imaginary");
        var document = ToH100.Fill(Rows.Document(
            Rows.MatMul(one, Rows.Bf16, 50e12, card), Rows.MatMul(other, Rows.Bf16, 500e12, card)));
        using var text = new StringWriter();
        new MarkdownExporter().Write(ResultReport.Of(document, ToH100), text);
        if (title is null)
        {
            Assert.DoesNotContain("Modelled:", text.ToString(), StringComparison.Ordinal);
            return;
        }
        Assert.Contains(title, text.ToString(), StringComparison.Ordinal);
        Assert.Matches(@"\| gemm \| .*×÷1\.[0-9]{2} \| ×÷[1-9]\.[0-9]{2} \|", text.ToString());
        Assert.Contains("| none: the time on h100-sxm5-80gb is modelled |", text.ToString(), StringComparison.Ordinal);
    }
}
