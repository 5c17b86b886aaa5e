namespace GpuBench.Kernels.MatMul;

/// <summary>What a kernel is compiled for; a shape is then given to each launch.</summary>
public readonly record struct MatMulVariant(MatMulTypes Types, MatMulLayout Layout = MatMulLayout.NN)
{
    /// <summary>Both layouts of <paramref name="types"/>.</summary>
    public static IEnumerable<MatMulVariant> Of(params IEnumerable<MatMulTypes> types) =>
        types.SelectMany(type => new[] { new MatMulVariant(type), new MatMulVariant(type, MatMulLayout.NT) });

    /// <summary>E.g. <c>fp16</c>, and <c>fp16-nt</c> with B transposed.</summary>
    public override string ToString() => Layout == MatMulLayout.NT ? $"{Types}-nt" : Types.ToString();
}
