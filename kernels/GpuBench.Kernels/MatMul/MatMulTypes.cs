namespace GpuBench.Kernels.MatMul;

/// <summary>The types of a product: of A and B, of the sums, of C.</summary>
public readonly record struct MatMulTypes(StorageType Input, StorageType Accumulate, StorageType Output)
{
    public static MatMulTypes Fp32 { get; } = new(StorageType.Fp32, StorageType.Fp32, StorageType.Fp32);

    public static MatMulTypes Fp16 { get; } = new(StorageType.Fp16, StorageType.Fp32, StorageType.Fp16);

    public static MatMulTypes Bf16 { get; } = new(StorageType.Bf16, StorageType.Fp32, StorageType.Bf16);

    public static MatMulTypes Int8 { get; } = new(StorageType.Int8, StorageType.Int32, StorageType.Int32);

    /// <summary>E.g. <c>fp16</c> or <c>int8</c>; the three types where sums are not as usual for the input.</summary>
    public override string ToString() => this switch
    {
        { Input: var input } when this == new MatMulTypes(input, StorageType.Fp32, input) => Name(input),
        { Input: StorageType.Int8, Accumulate: StorageType.Int32, Output: StorageType.Int32 } => Name(Input),
        _ => $"{Name(Input)}-{Name(Accumulate)}-{Name(Output)}",
    };

    private static string Name(StorageType type) => type switch
    {
        StorageType.Fp32 => "fp32",
        StorageType.Fp16 => "fp16",
        StorageType.Bf16 => "bf16",
        StorageType.Tf32 => "tf32",
        StorageType.Fp8E4M3 => "fp8-e4m3",
        StorageType.Int8 => "int8",
        _ => "int32",
    };
}
