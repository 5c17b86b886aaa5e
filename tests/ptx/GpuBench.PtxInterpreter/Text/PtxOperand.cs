namespace GpuBench.PtxInterpreter.Text;

internal abstract record PtxOperand;

/// <summary>A register, special register, variable, function or label.</summary>
internal sealed record NameOperand(string Name, bool IsNegated = false) : PtxOperand;

/// <summary><c>a|b</c>: a destination and a second destination.</summary>
internal sealed record PairOperand(PtxOperand First, PtxOperand Second) : PtxOperand;

/// <summary>A constant: its bits, and how to interpret them if the instruction's width differs.</summary>
internal sealed record ConstantOperand(ulong Bits, ConstantKind Kind) : PtxOperand;

/// <summary><c>[base + offset]</c>, with further items for the coordinates of a tensor.</summary>
internal sealed record AddressOperand(PtxOperand Base, long Offset, IReadOnlyList<PtxOperand> Items) : PtxOperand;

/// <summary><c>{a, b}</c>, or the <c>(a, b)</c> of a call.</summary>
internal sealed record ListOperand(IReadOnlyList<PtxOperand> Items) : PtxOperand;

/// <summary><c>_</c>: a result that is not used.</summary>
internal sealed record SinkOperand : PtxOperand;
