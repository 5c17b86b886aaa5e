namespace GpuBench.PtxInterpreter.Program;

/// <summary>The effect of an instruction on the control flow of a warp.</summary>
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
