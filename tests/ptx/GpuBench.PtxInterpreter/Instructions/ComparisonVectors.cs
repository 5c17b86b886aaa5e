using System.Numerics;
using System.Runtime.Intrinsics;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;

namespace GpuBench.PtxInterpreter.Instructions;

/// <summary>The frequent forms of setp.</summary>
internal static class ComparisonVectors
{
    public static Instruction? Find(string relation, string type, Register target, Register a, Register b) => type switch
    {
        "s32" => Find<int>(relation, target, a, b),
        "u32" => Find<uint>(relation, target, a, b),
        "b32" when relation is "eq" or "ne" => Find<uint>(relation, target, a, b),
        "s64" => Find<long>(relation, target, a, b),
        "u64" => Find<ulong>(relation, target, a, b),
        "f32" => Find<float>(relation, target, a, b),
        _ => null,
    };

    private static ComparisonVector<T>? Find<T>(string relation, Register target, Register a, Register b)
        where T : unmanaged, INumber<T>
    {
        return relation switch
        {
            "eq" => new(target, a, b, Vector256.Equals, isNegated: false),
            // A NaN is neither equal nor unequal.
            "ne" when typeof(T) != typeof(float) => new(target, a, b, Vector256.Equals, isNegated: true),
            "lt" or "lo" => new(target, a, b, Vector256.LessThan, isNegated: false),
            "le" or "ls" => new(target, a, b, Vector256.LessThanOrEqual, isNegated: false),
            "gt" or "hi" => new(target, a, b, Vector256.GreaterThan, isNegated: false),
            "ge" or "hs" => new(target, a, b, Vector256.GreaterThanOrEqual, isNegated: false),
            _ => null,
        };
    }

    private sealed unsafe class ComparisonVector<T>(
        Register target, Register a, Register b, Func<Vector256<T>, Vector256<T>, Vector256<T>> compare, bool isNegated) : Instruction
        where T : unmanaged
    {
        /// <summary>Also compares lanes that do not take part. Their results are ignored.</summary>
        public override void Execute(Warp warp, uint lanes)
        {
            var left = (T*)(warp.Registers + a.Offset);
            var right = (T*)(warp.Registers + b.Offset);
            uint result = 0;
            for (var lane = 0; lane < Warp.Lanes; lane += Vector256<T>.Count)
                result |= compare(Vector256.Load(left + lane), Vector256.Load(right + lane)).ExtractMostSignificantBits() << lane;
            warp.WritePredicate(target, lanes, isNegated ? ~result : result);
        }
    }
}
