namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>One source operand of an element-wise case.</summary>
/// <param name="Bytes">Width of its register: 2, 4 or 8.</param>
/// <param name="Values">Its bits for each element.</param>
internal sealed record Operand(int Bytes, IReadOnlyList<ulong> Values);
