using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>A read-only register. All lanes contain the same value, which is known when a launch starts.</summary>
/// <param name="Variable">A variable in global memory. The value is its address.</param>
/// <param name="IsBehindStaticShared">Whether the value is the shared address behind the static shared memory.</param>
internal sealed record RegisterConstant(Register Register, ulong Bits, PtxVariable? Variable, bool IsBehindStaticShared);
