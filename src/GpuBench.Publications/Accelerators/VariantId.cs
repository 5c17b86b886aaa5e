namespace GpuBench.Publications.Accelerators;

/// <summary>Id of one product, e.g. <c>h100</c> and <c>sxm5-80gb</c>.</summary>
public readonly record struct VariantId(string Accelerator, string Variant)
{
    public const string UnstatedVariant = "unstated";

    public bool IsUnstated => Variant == UnstatedVariant;

    public override string ToString() => $"{Accelerator}-{Variant}";
}
