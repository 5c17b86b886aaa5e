using GpuBench.Measuring;

namespace GpuBench.Publications.Accelerators;

/// <summary>The names of accelerators that people, sources and drivers use.</summary>
public sealed class AcceleratorNames
{
    private readonly IReadOnlyList<Accelerator> _accelerators;
    private readonly IReadOnlyList<(string Plain, VariantId Id)> _names;
    private readonly Dictionary<string, VariantId> _byDeviceName;

    /// <exception cref="UserError">Exit code 4: two variants have one device name, or one name stands for two accelerators.</exception>
    public AcceleratorNames(IReadOnlyList<Accelerator> accelerators)
    {
        if (NameClash.In(accelerators).FirstOrDefault() is { } clash)
            throw UserError.BadInput($"results/accelerators/{clash.Accelerator}.json: {clash.What}; {clash.Remedy}");
        _accelerators = accelerators;
        _names = [.. accelerators.SelectMany(Names)];
        _byDeviceName = accelerators
            .SelectMany(accelerator => accelerator.Variants, (accelerator, variant) => (accelerator, variant))
            .SelectMany(
                pair => pair.variant.DeviceNames,
                (pair, name) => (Key: Plain(name), Id: new VariantId(pair.accelerator.Slug, pair.variant.Slug)))
            .ToDictionary(pair => pair.Key, pair => pair.Id);
    }

    /// <summary>
    /// <c>h100</c> (its default variant), <c>h100-pcie</c>, <c>h100-sxm5-80gb</c>, <c>910b3</c>, <c>H800 PCIe 80GB</c>: any name, alias
    /// or spelling, or an unambiguous prefix of one.
    /// </summary>
    /// <returns>Null if no accelerator or variant has this name.</returns>
    public VariantId? Find(string text)
    {
        var plain = Plain(text);
        return Only(_names.Where(name => name.Plain == plain))
            ?? Only(_names.Where(name => name.Plain.StartsWith(plain, StringComparison.Ordinal)));
    }

    /// <exception cref="UserError">Exit code 2: no such accelerator, or a name of several.</exception>
    public VariantId Resolve(string text) => Find(text)
        ?? throw UserError.Usage(
            $"'{text}' names no accelerator, or more than one; use one of {string.Join(", ", _accelerators.SelectMany(a => a.Aliases))}, "
            + "or one of them with a variant, e.g. h100-pcie");

    /// <summary>All variants of a bare name such as <c>h100</c>, the unstated one included; the one variant of <c>h100-pcie</c>.</summary>
    /// <exception cref="UserError">Exit code 2: no such accelerator, or a name of several.</exception>
    public IReadOnlyList<VariantId> ResolveAll(string text)
    {
        var plain = Plain(text);
        var bare = _accelerators.FirstOrDefault(accelerator =>
            accelerator.Aliases.Append(accelerator.Slug).Append(accelerator.Name).Any(name => Plain(name) == plain));
        return bare is null ? [Resolve(text)] : [.. bare.Variants.Select(variant => new VariantId(bare.Slug, variant.Slug))];
    }

    /// <summary>Looks up the name that the driver reports; null if no file has it.</summary>
    public VariantId? Identify(string deviceName) =>
        _byDeviceName.TryGetValue(Plain(deviceName), out var id) ? id : null;

    /// <returns>E.g. <c>NVIDIA H100 SXM5 80 GB</c>, <c>Ascend 910B2</c>.</returns>
    public string Describe(VariantId id)
    {
        var (accelerator, variant) = Lookup(id);
        return NamesItself(accelerator, variant)
            ? $"{accelerator.Name.Split(' ')[0]} {variant.Name}"
            : $"{accelerator.Name} {variant.Name}";
    }

    /// <returns>For a column: <c>H100</c>, <c>910B2</c>, <c>H100 PCIe 80 GB</c>.</returns>
    public string Short(VariantId id)
    {
        var (accelerator, variant) = Lookup(id);
        var name = (accelerator.Aliases.Count > 0 ? accelerator.Aliases[0] : accelerator.Slug).ToUpperInvariant();
        return NamesItself(accelerator, variant) ? variant.Name
            : variant.Slug == accelerator.DefaultVariant ? name
            : $"{name} {variant.Name}";
    }

    private (Accelerator, AcceleratorVariant) Lookup(VariantId id)
    {
        var accelerator = _accelerators.First(a => a.Slug == id.Accelerator);
        return (accelerator, accelerator.Variants.First(v => v.Slug == id.Variant));
    }

    /// <summary>The variant's name contains the accelerator's, as in 910B2.</summary>
    private static bool NamesItself(Accelerator accelerator, AcceleratorVariant variant) =>
        accelerator.Aliases.Any(alias => Plain(variant.Name).Contains(Plain(alias), StringComparison.Ordinal));

    private static IEnumerable<(string Plain, VariantId Id)> Names(Accelerator accelerator)
    {
        if (accelerator.DefaultVariant is { } standard)
            foreach (var alias in accelerator.Aliases.Append(accelerator.Slug).Append(accelerator.Name))
                yield return (Plain(alias), new(accelerator.Slug, standard));
        foreach (var variant in accelerator.Variants)
        {
            var id = new VariantId(accelerator.Slug, variant.Slug);
            foreach (var name in accelerator.Aliases.Append(accelerator.Slug).Append(accelerator.Name)
                .SelectMany(alias => new[] { $"{alias}{variant.Slug}", $"{alias}{variant.Name}" }))
                yield return (Plain(name), id);
            if (NamesItself(accelerator, variant))
                yield return (Plain($"{accelerator.Name.Split(' ')[0]}{variant.Name}"), id);
            foreach (var spelling in variant.Spellings.Append(variant.Name)
                .Where(name => accelerator.Aliases.Any(alias => Plain(name).Contains(Plain(alias), StringComparison.Ordinal))))
                yield return (Plain(spelling), id);
        }
    }

    private static VariantId? Only(IEnumerable<(string Plain, VariantId Id)> names)
    {
        var ids = names.Select(name => name.Id).Distinct().Take(2).ToList();
        return ids.Count == 1 ? ids[0] : null;
    }

    /// <summary>Letters and digits only, in lower case.</summary>
    internal static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

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
