namespace GpuBench.PtxInterpreter;

/// <summary>The work of a launch.</summary>
/// <param name="ThreadInstructions">Instructions times the lanes that executed them. Predicated-off lanes do not count.</param>
/// <param name="WarpInstructions">Instructions that a warp issued.</param>
/// <param name="Instructions">Counters in program order. Empty without <see cref="InterpreterOptions.Profile"/>.</param>
public sealed record LaunchCounters(
    long ThreadInstructions, long WarpInstructions, TimeSpan Elapsed, IReadOnlyList<InstructionCounters> Instructions);
