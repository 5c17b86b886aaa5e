using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Formatting;

/// <summary>Trials as short as people say them; the full form stands in csv and json.</summary>
public static class PointText
{
    /// <returns>E.g. <c>matmul bf16 8192³</c>, the same <c>as script</c>, <c>attention fp16 b4 h32/8 t4096 d128 causal</c>, <c>stream fp32 triad 16.8 M</c>.</returns>
    public static string Of(ResultRow row) =>
        string.Join(' ', new[] { row.Workload, Of(row.DType), Of(row.Workload, row.Point), row.Launch == LaunchMode.Script ? "as script" : "" }.Where(part => part.Length > 0));

    private static string Of(string workload, Point point) =>
        WorkloadDefinitions.FaultOf(workload, point) is null ? InItsWords(workload, point) : point.ToString();

    private static string InItsWords(string workload, Point point) => workload switch
    {
        "matmul" => MatMul(MatMulShape.From(point)),
        "attention" => Attention(AttentionShape.From(point)),
        "stream" => $"{point.Word("op")} {Quantity.Format(point["n"].Number, "")}",
        "prefill" => $"{point.Word("model")} b{point.Int("b")} pp{point.Int("prompt")}",
        "decode" => $"{point.Word("model")} b{point.Int("b")} tg{point.Int("steps")} after {point.Int("context")}",
        "link" => $"{point.Word("direction")} {point.Word("memory")} {Quantity.Format(point["bytes"].Number, "B")}",
        _ => Words(point),
    };

    private static string Words(Point point) => string.Join(' ', point.Select(axis => axis.Value.ToString()));

    /// <returns>The operands' type alone where sums are fp32 and the result is of that type again.</returns>
    private static string Of(NumericTriple? dtype) =>
        dtype is not { } type ? "" : type == NumericTriple.SummedInFp32(type.Input) ? type.Input.Text() : type.ToString();

    private static string MatMul(MatMulShape shape)
    {
        var size = shape.M == shape.N && shape.N == shape.K ? $"{shape.M}³" : $"{shape.M}×{shape.N}×{shape.K}";
        return $"{(shape.BatchCount == 1 ? "" : $"{shape.BatchCount} of ")}{size}{(shape.BIsTransposed ? " Bᵀ" : "")}";
    }

    private static string Attention(AttentionShape shape)
    {
        var heads = shape.H == shape.Hkv ? $"{shape.H}" : $"{shape.H}/{shape.Hkv}";
        var keys = shape.S == shape.T ? "" : string.Create(CultureInfo.InvariantCulture, $" s{shape.S}");
        return $"b{shape.B} h{heads} t{shape.T}{keys} d{shape.D}{(shape.Causal ? " causal" : "")}";
    }
}
