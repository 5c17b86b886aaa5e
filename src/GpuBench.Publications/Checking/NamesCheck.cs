using GpuBench.Publications.Accelerators;

namespace GpuBench.Publications.Checking;

/// <summary>A name that a person types or a driver reports must mean one product.</summary>
public sealed class NamesCheck : IFigureCheck
{
    public string Name => "a name means one accelerator or variant";

    public CheckResult Run(CheckedData data)
    {
        var clashes = NameClash.In(data.Data.Accelerators);
        var names = data.Data.Accelerators.Sum(accelerator => 1 + accelerator.Aliases.Count
            + accelerator.Variants.Sum(variant => 1 + variant.DeviceNames.Count));
        var findings = clashes.Select(clash => new CheckFinding($"accelerators/{clash.Accelerator}.json", null, clash.What, clash.Cure));
        return new(Name, "names", names, [.. findings]);
    }
}
