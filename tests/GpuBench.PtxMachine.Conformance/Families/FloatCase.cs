using System.Globalization;
using GpuBench.PtxMachine.Conformance.Cases;
using GpuBench.PtxMachine.Conformance.Numerics;
using GpuBench.PtxMachine.Conformance.Text;

namespace GpuBench.PtxMachine.Conformance.Families;

/// <summary>Cases of correctly rounded floating-point instructions: an exact function of the operands, rounded once.</summary>
internal static class FloatCase
{
    /// <param name="instruction">The opcode with all modifiers and the type.</param>
    /// <param name="packed">The register holds two numbers of the format.</param>
    /// <param name="exact">The unrounded result; the rounding mode decides the sign of a zero sum.</param>
    public static ConformanceCase Create(
        string family,
        string section,
        string instruction,
        PtxTarget target,
        FloatFormat format,
        bool packed,
        FloatModifiers modifiers,
        int arity,
        Func<ExactNumber[], RoundingMode, ExactNumber> exact)
    {
        var operands = SampleOperands.Floats(format, arity, seed: arity);
        var count = operands[0].Length;
        var values = new ulong[count];
        var undefined = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var numbers = operands.Select(o => format.Decode(modifiers.Ftz ? format.Flush(o[i]) : o[i])).ToArray();
            (values[i], var defined) = modifiers.Finish(exact(numbers, modifiers.Rounding), format);
            if (!defined)
                undefined.Add(i);
        }

        if (packed)
            undefined = Enumerable.Range(0, count).Where(i => undefined.Contains(i) || undefined.Contains(Partner(i, count))).ToHashSet();
        ulong[] Layout(ulong[] list) => packed ? Pack(list, format.Bits) : list;
        var bytes = packed ? 2 * format.Bytes : format.Bytes;
        return ElementwiseCase.Create(
            family, instruction, section, target,
            operands.Select(o => new Operand(bytes, Layout(o))).ToArray(),
            [new Result(bytes, Layout(values)) { Format = format, Undefined = undefined }],
            instruction + " %d0, " + string.Join(", ", Enumerable.Range(0, arity).Select(k => "%a" + k.ToString(CultureInfo.InvariantCulture))) + ";");
    }

    /// <returns>Each element in the lower half of a register, beside another element of the list in the upper half.</returns>
    public static ulong[] Pack(ulong[] values, int bits) =>
        values.Select((v, i) => v | values[Partner(i, values.Length)] << bits).ToArray();

    private static int Partner(int index, int count) => (index + 5) % count;
}
