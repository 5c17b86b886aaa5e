namespace GpuBench.PtxInterpreter;

/// <summary>How a launch is scheduled, what is checked and what is counted.</summary>
public sealed record InterpreterOptions
{
    /// <summary>Checks races, uninitialised reads and asynchronous copies. Addresses and alignment are always checked.</summary>
    public bool Checks { get; init; } = true;

    /// <summary>With <see cref="Checks"/>: uninitialised global memory, and access of a block to data that another block writes.</summary>
    public bool GlobalChecks { get; init; } = true;

    /// <summary>Reports a <c>bra.uni</c> that only a part of the warp takes.</summary>
    public bool CheckUniform { get; init; }

    /// <summary>0 runs the warps in order. Any other value shuffles them in the same way in every run.</summary>
    public int Seed { get; init; }

    /// <summary>Above 0, a warp is interrupted after a random number of instructions up to this one.</summary>
    public int WarpSlice { get; init; }

    /// <summary>Runs clusters on all cores. Results of atomic floating-point sums then depend on the schedule.</summary>
    public bool Parallel { get; init; }

    /// <summary>Counts executions, requests and bank conflicts for each instruction.</summary>
    public bool Profile { get; init; }

    /// <summary>The launch stops after this many different reports.</summary>
    public int MaxReports { get; init; } = 64;

    /// <summary>A warp that executes more instructions is reported as hanging. A warp reaches the default within minutes.</summary>
    public long MaxWarpInstructions { get; init; } = 1_000_000_000;
}
