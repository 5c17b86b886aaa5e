using System.Collections.Concurrent;
using GpuBench.Measuring;

namespace GpuBench.Publications.Accelerators;

/// <summary>The names of accelerators that people, sources and drivers use.</summary>
public sealed class AcceleratorNames
{
    private readonly IReadOnlyList<Accelerator> _accelerators;
    private readonly IReadOnlyList<(string Plain, VariantId Id)> _names;
    private readonly Dictionary<string, VariantId> _byDeviceName;

    /// <summary>Every row without a ratio asks for those of a few variants.</summary>
    private readonly ConcurrentDictionary<(VariantId, bool OfChip), IReadOnlyList<VariantId>> _fallbacks = [];

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

    /// <exception cref="UserError">Exit code 2: no such accelerator, or a name of several, which the message lists.</exception>
    public VariantId Resolve(string text) => Find(text) ?? throw UserError.Usage(WhyUnknown(text));

    /// <returns>For a text that <see cref="Find"/> does not know: what is wrong, with the names that fit.</returns>
    public string WhyUnknown(string text)
    {
        var fitting = Fitting(text);
        return fitting.Count > 0
            ? $"'{text}' names more than one variant; use one of {string.Join(", ", fitting.Select(Typed))}"
            : $"'{text}' names no accelerator; use one of {string.Join(", ", _accelerators.SelectMany(a => a.Aliases))}, "
                + "or one of them with a variant, e.g. h100-pcie (all: figures accelerators)";
    }

    /// <summary>The variants of a bare name, or those whose name begins with the text.</summary>
    public IReadOnlyList<VariantId> Fitting(string text)
    {
        var plain = Plain(text);
        if (Bare(text) is { } bare)
            return [.. bare.Variants.Select(variant => new VariantId(bare.Slug, variant.Slug))];
        return plain.Length == 0 ? [] :
        [
            .. _accelerators.SelectMany(Names)
                .Where(name => name.Plain.StartsWith(plain, StringComparison.Ordinal)).Select(name => name.Id).Distinct(),
        ];
    }

    /// <returns>The shortest form that a person types and <see cref="Find"/> understands, e.g. <c>910c-128gb</c>.</returns>
    public string Typed(VariantId id)
    {
        var accelerator = _accelerators.First(accelerator => accelerator.Slug == id.Accelerator);
        return $"{(accelerator.Aliases.Count > 0 ? accelerator.Aliases[0] : accelerator.Slug)}-{id.Variant}";
    }

    /// <summary>
    /// The variants whose figures stand for a variant that has none itself, nearest first: broader variants, whose words are some of
    /// its words (<c>sxm4</c> and <c>80gb</c> for <c>sxm4-80gb</c>), those with the most words first; then <c>all</c>; then
    /// <c>unstated</c>. A variant that is a product of its own, such as 910B4, stands for no other (910B4-1).
    /// </summary>
    /// <param name="ofChip">For quantities of the chip: also the variant <c>die</c>, before <c>all</c>.</param>
    public IReadOnlyList<VariantId> Fallbacks(VariantId id, bool ofChip = false) =>
        _fallbacks.GetOrAdd((id, ofChip), of => FindFallbacks(of.Item1, of.OfChip));

    private IReadOnlyList<VariantId> FindFallbacks(VariantId id, bool ofChip)
    {
        var accelerator = _accelerators.First(accelerator => accelerator.Slug == id.Accelerator);
        var broader = accelerator.Variants
            .Where(other => new VariantId(id.Accelerator, other.Slug).Covers(id))
            .OrderByDescending(other => other.Slug.Split('-').Length)
            .Select(other => other.Slug);
        string[] ofAll = ofChip
            ? [VariantId.DieVariant, VariantId.AllVariants, VariantId.UnstatedVariant]
            : [VariantId.AllVariants, VariantId.UnstatedVariant];
        return
        [
            .. from variant in broader.Concat(ofAll.Where(name => accelerator.Variants.Any(other => other.Slug == name))).Distinct()
               where variant != id.Variant
               select id with { Variant = variant },
        ];
    }

    /// <summary>All variants of a bare name such as <c>h100</c>, the unstated one included; the one variant of <c>h100-pcie</c>.</summary>
    /// <exception cref="UserError">Exit code 2: no such accelerator, or a name of several.</exception>
    public IReadOnlyList<VariantId> ResolveAll(string text)
    {
        return Bare(text) is { } bare
            ? [.. bare.Variants.Select(variant => new VariantId(bare.Slug, variant.Slug))]
            : [Resolve(text)];
    }

    /// <summary>The accelerator that the text names without a variant.</summary>
    private Accelerator? Bare(string text)
    {
        var plain = Plain(text);
        return _accelerators.FirstOrDefault(accelerator =>
            accelerator.Aliases.Append(accelerator.Slug).Append(accelerator.Name).Any(name => Plain(name) == plain));
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
