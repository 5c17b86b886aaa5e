using System.Globalization;
using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Oracles;
using GpuBench.Workloads.Shapes;
using static TorchSharp.torch;

namespace GpuBench.Torch.SelfTest;

/// <summary>Checks each measured operator on one small case against a host oracle.</summary>
internal static class OperatorChecks
{
    private const ulong Seed = 1;

    /// <summary>No dimension is a power of two, so that partial tiles are computed too.</summary>
    private static readonly MatMulShape Product = new(67, 45, 83);

    /// <summary>Two query heads per key head; causal.</summary>
    private static readonly AttentionShape Attention = new(1, 4, 2, 33, 33, 32, Causal: true);

    public static IReadOnlyList<OperatorCheck> All { get; } =
    [
        new("matrix product", () => MatMul(CPU)),
        new("attention", ScaledDotProduct),
        new("an error inside libtorch", ShapeError),
        new("matrix product on CUDA", () => cuda.is_available() ? MatMul(CUDA) : null),
    ];

    private static string? MatMul(Device place)
    {
        var tensors = new TorchSharpTensors(place);
        var dtype = NumericTriple.Uniform(DType.Fp32);
        var left = Operand.Normal(Seed, "A", (long)Product.M * Product.K, DType.Fp32);
        var right = Operand.Normal(Seed, "B", (long)Product.K * Product.N, DType.Fp32);
        using var a = tensors.FromWords(left.Words, [Product.M, Product.K], DType.Fp32);
        using var b = tensors.FromWords(right.Words, [Product.K, Product.N], DType.Fp32);
        using var c = a.Multiply(b);
        return Failure(new MatMulOracle(Product, dtype, left, right, Seed).Check(c.Words()));
    }

    private static string? ScaledDotProduct()
    {
        var (b, h, hkv, t, s, d, causal) = Attention;
        var query = Operand.Normal(Seed, "Q", (long)b * h * t * d, DType.Fp32);
        var key = Operand.Normal(Seed, "K", (long)b * hkv * s * d, DType.Fp32);
        var value = Operand.Normal(Seed, "V", (long)b * hkv * s * d, DType.Fp32);
        var tensors = new TorchSharpTensors(CPU);
        using var q = tensors.FromWords(query.Words, [b, h, t, d], DType.Fp32);
        using var k = tensors.FromWords(key.Words, [b, hkv, s, d], DType.Fp32);
        using var v = tensors.FromWords(value.Words, [b, hkv, s, d], DType.Fp32);
        using var o = tensors.Own(AttentionOperator.Run(q.Handle, k.Handle, v.Handle, causal, isGrouped: true));
        var oracle = new AttentionOracle(Attention, NumericTriple.Uniform(DType.Fp32), query, key, value, Seed);
        return Failure(oracle.Check(o.Words()));
    }

    /// <summary>An error inside libtorch must become an exception; otherwise it ends the process.</summary>
    private static string? ShapeError()
    {
        try
        {
            new TorchSharpTensors(CPU).MultiplyMisfits();
            return "(2,3)·(2,3) was multiplied";
        }
        catch (ExternalException)
        {
            return null;
        }
    }

    private static string? Failure(CheckResult result) =>
        result.Passed ? null : string.Create(CultureInfo.InvariantCulture, $"{result}");
}

/// <summary>One check of the self-test.</summary>
/// <param name="Run">Returns the failure, or null on success. May throw.</param>
internal sealed record OperatorCheck(string Name, Func<string?> Run);
