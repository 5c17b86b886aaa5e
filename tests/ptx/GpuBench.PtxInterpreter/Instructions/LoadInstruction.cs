using System.Numerics;
using System.Runtime.CompilerServices;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

internal sealed unsafe class LoadInstruction(
    MemoryOperand source, Register[] targets, int elementBytes, bool isSigned, MemoryAccess strength) : Instruction
{
    private readonly int _byteCount = targets.Length * elementBytes;
    private readonly bool _isWord = targets is [{ LaneBytes: 4 }] && elementBytes == sizeof(uint);

    /// <summary>A load that is not allowed returns 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Execute(Warp warp, uint lanes)
    {
        if (warp.Profiles)
            AccessProfile.Count(warp, this, lanes, source, _byteCount);

        var single = warp.Words(targets[0]);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var address = warp.AddressOf(source, lane);
            var bytes = warp.Access(this, lane, source.Space, address, _byteCount, strength);
            if (_isWord)
                single[lane] = bytes == null ? 0 : *(uint*)bytes;
            else
                WriteElements(warp, lane, bytes);
        }
    }

    private void WriteElements(Warp warp, int lane, byte* bytes)
    {
        for (var element = 0; element < targets.Length; element++)
        {
            var value = bytes == null ? 0 : Element(bytes + element * elementBytes);
            warp.Write(targets[element], lane, value);
        }
    }

    private ulong Element(byte* bytes)
    {
        var value = MemoryElement.Read(bytes, elementBytes);
        return isSigned ? (ulong)Bits.SignExtend(value, elementBytes * 8) : value;
    }
}
