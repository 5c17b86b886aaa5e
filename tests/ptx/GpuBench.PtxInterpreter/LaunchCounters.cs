namespace GpuBench.PtxInterpreter;

/// <summary>Work of a launch.</summary>
/// <param name="ThreadInstructions">Instructions times the lanes that executed them; predicated-off lanes do not count.</param>
/// <param name="WarpInstructions">Instructions that a warp issued.</param>
/// <param name="Instructions">In program order; empty without <see cref="InterpreterOptions.Profile"/>.</param>
public sealed record LaunchCounters(
    long ThreadInstructions, long WarpInstructions, TimeSpan Elapsed, IReadOnlyList<InstructionCounters> Instructions);
