using GpuBench.Publications.Accelerators;

namespace GpuBench.Publications.Projecting.Products;

/// <summary>
/// The silicon behind a product name, and its family. An export version with the arithmetic and memory of another product is one silicon
/// with it: what is known of one is known of the other.
/// </summary>
public static class Silicon
{
    private static readonly Dictionary<string, string> Twins = new() { ["a800"] = "a100", ["h800"] = "h100" };

    private static readonly (string Family, string[] Accelerators)[] Families =
    [
        ("pascal", ["p100"]),
        ("volta", ["v100"]),
        ("ampere", ["a100", "a800"]),
        ("ada", ["l2", "l20", "rtx-4090"]),
        ("hopper", ["h100", "h800", "h200", "gh200", "h20"]),
        ("blackwell", ["b200", "rtx-5090", "rtx-pro-6000-server", "rtx-pro-6000d"]),
        ("cdna3", ["mi300x", "mi325x"]),
        ("ascend 910A", ["ascend-910a"]),
        ("ascend 910B", ["ascend-910b", "ascend-910c"]),
    ];

    /// <summary>Families whose matrix units have no bf16.</summary>
    private static readonly string[] WithoutBf16 = ["pascal", "volta", "ascend 910A"];

    public static bool HasBf16(string accelerator) => !WithoutBf16.Contains(FamilyOf(accelerator));

    /// <summary>The accelerator whose chip this product has, e.g. <c>h100</c> for an H800.</summary>
    public static string Of(string accelerator) => Twins.GetValueOrDefault(accelerator, accelerator);

    /// <summary>The product of the same form factor with the same chip; null if there is none.</summary>
    public static VariantId? TwinOf(VariantId product) =>
        Twins.TryGetValue(product.Accelerator, out var twin) ? product with { Accelerator = twin } : null;

    /// <returns>The accelerator itself if it belongs to no family of several.</returns>
    public static string FamilyOf(string accelerator) =>
        Families.FirstOrDefault(family => family.Accelerators.Contains(accelerator)).Family ?? accelerator;

    /// <summary>The family of a product by its full name, e.g. <c>ascend-910b-b2</c>.</summary>
    public static string FamilyOfProduct(string product) =>
        Families.FirstOrDefault(family => family.Accelerators.Any(name => product.StartsWith($"{name}-", StringComparison.Ordinal))).Family
        ?? product;
}
