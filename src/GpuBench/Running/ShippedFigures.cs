using GpuBench.Faults;
using GpuBench.Publications.Normalising;

namespace GpuBench.Running;

/// <summary>
/// The published figures of the program, for the commands that compare. Reading them takes half a second, so commands that
/// compare nothing must not call this.
/// </summary>
internal static class ShippedFigures
{
    /// <exception cref="InvalidOperationException">The injected fault, by which tests notice that the figures are read.</exception>
    public static Normalizer Read()
    {
        FaultPlan.FromEnvironment().ThrowAt(FaultPlan.Figures);
        return Normalizer.Shipped;
    }
}
