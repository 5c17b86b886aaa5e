using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>A read-only register: all lanes hold the same value, known when a launch starts.</summary>
/// <param name="Variable">In global memory: its address is added.</param>
/// <param name="IsBehindStaticShared">The size of the static shared memory is added.</param>
internal sealed record RegisterConstant(Register Register, ulong Bits, PtxVariable? Variable, bool IsBehindStaticShared);
