namespace GpuBench.PtxInterpreter.Program;

/// <summary>Where the other spaces appear in the generic address space; global memory appears as it is.</summary>
internal static class AddressWindows
{
    public const ulong Shared = 2UL << 56;
    public const ulong Local = 3UL << 56;
    public const ulong Parameter = 4UL << 56;
    public const ulong Size = 1UL << 32;

    /// <summary>The first shared addresses are the system's, as on devices of compute capability 9.0.</summary>
    public const int FirstSharedAddress = 1024;

    /// <summary>
    /// In a shared address of a cluster the bits from here on hold the rank of the block, plus 1; without them the address
    /// means the own block's memory.
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
