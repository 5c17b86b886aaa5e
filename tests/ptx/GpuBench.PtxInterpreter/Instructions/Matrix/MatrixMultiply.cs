using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.PtxInterpreter.Execution;
using GpuBench.PtxInterpreter.Program;
using GpuBench.Testing;

namespace GpuBench.PtxInterpreter.Instructions.Matrix;

/// <summary>PTX ISA, "mma": D = A·B + C over the fragments of one warp.</summary>
internal static partial class MatrixMultiply
{
    public static void Decode(DecodingContext context)
    {
        var modifiers = context.Statement.Modifiers;
        if (modifiers.Count < 6 || FindShape(context) is not var (m, n, k))
            throw context.Unsupported();

        var (typeD, typeA, typeB, typeC) = (modifiers[^4], modifiers[^3], modifiers[^2], modifiers[^1]);
        var bits = MatrixElement.BitsOf(typeA);
        if (!MmaShape.Exists(m, n, k, bits) || bits != MatrixElement.BitsOf(typeB) || typeC != typeD
            || typeD is not ("f32" or "f16" or "s32" or "f64"))
            throw context.Unsupported();

        var shape = new MmaShape(m, n, k, bits);
        var accumulator = new AccumulatorFormat(typeD, context.Has("satfinite"));
        var instruction = new Multiply(
            shape, accumulator, MatrixElement.DecoderOf(typeA), MatrixElement.DecoderOf(typeB),
            context.ReadList(1, shape.RegisterBytes), context.ReadList(2, shape.RegisterBytes),
            context.ReadList(3, shape.RegisterBytes), context.WriteList(0));
        if (!instruction.HasFittingRegisters)
            throw context.Error("wrong number of registers in a fragment");
        context.Emit(instruction, InstructionClass.Matrix);
    }

    /// <summary>The modifier such as <c>m16n8k16</c>.</summary>
    public static (int M, int N, int K)? FindShape(DecodingContext context)
    {
        foreach (var modifier in context.Statement.Modifiers)
        {
            if (ShapePattern().Match(modifier) is { Success: true } match)
                return (Number(match, "m"), Number(match, "n"), Number(match, "k"));
        }

        return null;

        static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^m(?<m>\d+)n(?<n>\d+)k(?<k>\d+)$", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex ShapePattern();

    private sealed unsafe class Multiply(
        MmaShape shape, AccumulatorFormat format, Func<ulong, double> decodeA, Func<ulong, double> decodeB,
        Register[] a, Register[] b, Register[] c, Register[] d) : CollectiveInstruction
    {
        public override bool NeedsWholeWarp => true;

        public bool HasFittingRegisters
        {
            get
            {
                var accumulators = shape.AccumulatorsPerLane / format.ElementsPerRegister;
                return a.Length == shape.ARegisters && b.Length == shape.BRegisters && c.Length == accumulators && d.Length == accumulators;
            }
        }

        public override void Execute(Warp warp, uint lanes)
        {
            var matrixA = stackalloc double[shape.M * shape.K];
            var matrixB = stackalloc double[shape.N * shape.K];
            Gather(warp, a, shape.AIndexes, decodeA, matrixA);
            Gather(warp, b, shape.BIndexes, decodeB, matrixB);
            for (var lane = 0; lane < Warp.Lanes; lane++)
            {
                for (var register = 0; register < d.Length; register++)
                    warp.Write(d[register], lane, Accumulate(warp.Read(c[register], lane), lane, register, matrixA, matrixB));
            }
        }

        private ulong Accumulate(ulong before, int lane, int register, double* matrixA, double* matrixB)
        {
            var perRegister = format.ElementsPerRegister;
            if (perRegister == 1)
                return Element(before, lane, register, matrixA, matrixB);
            return Element(before & 0xffff, lane, register * 2, matrixA, matrixB)
                | Element(before >> 16, lane, register * 2 + 1, matrixA, matrixB) << 16;
        }

        private ulong Element(ulong before, int lane, int index, double* matrixA, double* matrixB)
        {
            var (row, column) = MmaShape.Accumulator(lane, index);
            var left = matrixA + row * shape.K;
            var right = matrixB + column * shape.K;
            var start = format.Decode(before);
            return format.Encode(shape.ElementBits == 64
                ? MatrixProduct.FusedDot(left, right, shape.K, start)
                : start + MatrixProduct.Dot(left, right, shape.K));
        }

        private void Gather(Warp warp, Register[] registers, int[] indexes, Func<ulong, double> decode, double* matrix)
        {
            var next = 0;
            foreach (var register in registers)
            {
                for (var lane = 0; lane < Warp.Lanes; lane++)
                {
                    var bits = warp.Read(register, lane);
                    for (var element = 0; element < shape.ElementsPerRegister; element++, bits >>= shape.ElementBits)
                        matrix[indexes[next++]] = decode(bits);
                }
            }
        }
    }
}
