namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>The declarations of a module for its target, and the devices that run it.</summary>
public static class PtxTargets
{
    /// <returns>The name after <c>.target</c>.</returns>
    public static string Name(this PtxTarget target) => target switch
    {
        PtxTarget.Sm80 => "sm_80",
        PtxTarget.Sm89 => "sm_89",
        PtxTarget.Sm90 => "sm_90",
        PtxTarget.Sm90a => "sm_90a",
        _ => throw new ArgumentOutOfRangeException(nameof(target), target, "No such target."),
    };

    /// <returns>The minimum ISA version that has every instruction that the cases use on this target.</returns>
    public static string IsaVersion(this PtxTarget target) => target switch
    {
        PtxTarget.Sm80 => "7.8",
        PtxTarget.Sm89 => "8.4",
        _ => "8.1",
    };

    /// <param name="major">The device's compute capability.</param>
    /// <returns>Whether the driver accepts a module of this target. A target with a letter runs only on its own device.</returns>
    public static bool RunsOn(this PtxTarget target, int major, int minor)
    {
        var capability = major * 10 + minor;
        return target switch
        {
            PtxTarget.Sm80 => capability >= 80,
            PtxTarget.Sm89 => capability >= 89,
            PtxTarget.Sm90 => capability >= 90,
            _ => capability == 90,
        };
    }
}
