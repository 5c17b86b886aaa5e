using System.Numerics;
using System.Runtime.CompilerServices;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

internal sealed unsafe class StoreInstruction(
    MemoryOperand target, Register[] values, int elementBytes, MemoryAccess strength) : Instruction
{
    private readonly int _byteCount = values.Length * elementBytes;

    /// <summary>A store that is not allowed writes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Execute(Warp warp, uint lanes)
    {
        warp.Block.Shared.Shadow.WriteNumber++;
        if (warp.Profiles)
            AccessProfile.Count(warp, this, lanes, target, _byteCount);

        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var bytes = warp.Access(this, lane, target.Space, warp.AddressOf(target, lane), _byteCount, strength | MemoryAccess.Write);
            if (bytes == null)
                continue;
            for (var element = 0; element < values.Length; element++)
                MemoryElement.Write(bytes + element * elementBytes, elementBytes, warp.Read(values[element], lane));
        }
    }
}
