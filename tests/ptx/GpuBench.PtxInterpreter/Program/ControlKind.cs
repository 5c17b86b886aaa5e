namespace GpuBench.PtxInterpreter.Program;

/// <summary>What an instruction does to the flow of a warp.</summary>
internal enum ControlKind
{
    Straight,
    Branch,
    Exit,

    /// <summary>The whole warp arrives at a barrier of its block or cluster.</summary>
    Barrier,

    /// <summary>Lanes of the warp execute it together.</summary>
    Collective,
}
