namespace GpuBench.Publications.Accelerators;

/// <summary>A name that two products have.</summary>
/// <param name="Accelerator">Slug of the second product. The name must be corrected in its file.</param>
public sealed record NameClash(string Accelerator, string What, string Remedy)
{
    public static IEnumerable<NameClash> In(IReadOnlyList<Accelerator> accelerators) =>
    [
        .. Twice(
            from accelerator in accelerators
            select (accelerator.Slug, accelerator.Slug, accelerator.Slug), "two files describe the accelerator"),
        .. Twice(
            from accelerator in accelerators
            from variant in accelerator.Variants
            select (accelerator.Slug, $"{accelerator.Slug}-{variant.Slug}", variant.Slug), "there are two variants"),
        .. Twice(
            from accelerator in accelerators
            from alias in accelerator.Aliases.Distinct()
            select (accelerator.Slug, alias, accelerator.Slug), "two accelerators have the alias"),
        .. Twice(
            from accelerator in accelerators
            from variant in accelerator.Variants
            from name in variant.DeviceNames
            select (accelerator.Slug, name, $"{accelerator.Slug}-{variant.Slug}"), "two variants have the device name"),
    ];

    private static IEnumerable<NameClash> Twice(IEnumerable<(string Accelerator, string Name, string Owner)> names, string what) =>
        from name in names
        group name by AcceleratorNames.Plain(name.Name) into same
        let owners = same.ToList()
        where owners.Count > 1
        select new NameClash(
            owners[1].Accelerator,
            $"{what} '{owners[1].Name}': {string.Join(" and ", owners.Select(owner => owner.Owner).Distinct())}",
            "keep it in one of them");
}
