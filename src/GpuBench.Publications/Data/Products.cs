using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Data;

/// <summary>
/// Names and sizes of the products of results/accelerators, without any publication. Commands that compare nothing read only these.
/// </summary>
public sealed class Products
{
    private static readonly Lazy<Products> ShippedProducts = new(() => new(DataReader.AcceleratorsIn(new EmbeddedFiles())));

    private readonly IReadOnlyList<Accelerator> _accelerators;

    private Products(IReadOnlyList<Accelerator> accelerators) => (_accelerators, Names) = (accelerators, new(accelerators));

    /// <summary>From the data embedded in the program.</summary>
    /// <exception cref="UserError">Exit code 4: a file violates its schema.</exception>
    public static Products Shipped => ShippedProducts.Value;

    public AcceleratorNames Names { get; }

    /// <summary>Multiprocessors of an NVIDIA GPU; null if they are not published.</summary>
    public int? Multiprocessors(VariantId variant) => (int?)Smallest(variant, Quantities.CoreCount, unit => unit == "SM");

    /// <summary>Device memory in bytes, as printed; the smallest if sources disagree; null if it is not published.</summary>
    public double? Memory(VariantId variant) => Smallest(variant, Quantities.MemoryCapacity, _ => true);

    private double? Smallest(VariantId variant, string quantity, Func<string, bool> isMeant) => _accelerators
        .First(accelerator => accelerator.Slug == variant.Accelerator).Variants
        .First(other => other.Slug == variant.Variant).Figures
        .Where(figure => (string?)figure["quantity"] == quantity && (string?)figure["confidence"] != "recalled"
            && figure["value"] is not null && isMeant((string?)figure["unit"] ?? ""))
        .Min(figure => (double?)((double)figure["value"]! * (PrintedUnit.Find((string?)figure["unit"])?.Factor ?? 1)));
}
