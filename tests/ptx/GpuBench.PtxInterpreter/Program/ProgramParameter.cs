namespace GpuBench.PtxInterpreter.Program;

/// <summary>A parameter of an entry.</summary>
/// <param name="Offset">Offset in bytes in the <c>.param</c> space.</param>
public sealed record ProgramParameter(string Name, int Offset, int ByteCount);
