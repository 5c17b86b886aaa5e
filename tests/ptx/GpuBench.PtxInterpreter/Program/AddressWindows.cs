namespace GpuBench.PtxInterpreter.Program;

/// <summary>Where the other state spaces start in the generic address space. A global address is the same there.</summary>
internal static class AddressWindows
{
    public const ulong Shared = 2UL << 56;
    public const ulong Local = 3UL << 56;
    public const ulong Parameter = 4UL << 56;
    public const ulong Size = 1UL << 32;

    /// <summary>The first valid shared address. The system reserves lower ones, as on devices of compute capability 9.0.</summary>
    public const int FirstSharedAddress = 1024;

    /// <summary>
    /// In a shared address of a cluster, the bits from this one on contain the rank of the block, plus 1. If they are 0, the
    /// address is in the memory of the block itself.
    /// </summary>
    public const int ClusterRankShift = 24;

    public static ulong Of(StateSpace space) => space switch
    {
        StateSpace.Shared => Shared,
        StateSpace.Local => Local,
        StateSpace.Parameter => Parameter,
        _ => 0,
    };

    /// <summary>Finds the space that a generic address points into, and the address there.</summary>
    public static (StateSpace Space, ulong Address) Resolve(ulong address) =>
        address - Shared < Size ? (StateSpace.Shared, address - Shared)
        : address - Local < Size ? (StateSpace.Local, address - Local)
        : address - Parameter < Size ? (StateSpace.Parameter, address - Parameter)
        : (StateSpace.Global, address);
}
