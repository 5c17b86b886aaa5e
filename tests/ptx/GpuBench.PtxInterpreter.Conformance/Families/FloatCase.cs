using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>Cases of correctly rounded floating-point instructions: an exact function of the operands, rounded once.</summary>
internal static class FloatCase
{
    /// <param name="chapter">The chapter of the ISA document. The section in it has the operation's name.</param>
    /// <param name="modifiers">The text that <see cref="FloatModifiers.Parse"/> reads.</param>
    /// <param name="packed">The register holds two numbers of the format.</param>
    public static ConformanceCase Create(
        string family, string chapter, FloatOperation operation, string modifiers, FloatFormat format, bool packed, PtxTarget target)
    {
        var parsed = FloatModifiers.Parse(modifiers);
        var operands = SampleOperands.Floats(format, operation.Arity, seed: operation.Arity);
        var count = operands[0].Length;
        var values = new ulong[count];
        var undefined = new HashSet<int>();
        for (var i = 0; i < count; i++)
        {
            var numbers = operands.Select(o => format.Decode(parsed.Ftz ? format.Flush(o[i]) : o[i])).ToArray();
            (values[i], var defined) = parsed.Finish(operation.Exact(numbers, parsed.Rounding), format);
            if (!defined)
                undefined.Add(i);
        }

        if (packed)
            undefined = Enumerable.Range(0, count).Where(i => undefined.Contains(i) || undefined.Contains(Partner(i, count))).ToHashSet();
        ulong[] Layout(ulong[] list) => packed ? Pack(list, format.Bits) : list;
        var bytes = packed ? 2 * format.Bytes : format.Bytes;
        var instruction = $"{operation.Name}.{modifiers}.{format.Name}{(packed ? "x2" : "")}";
        return ElementwiseCase.Create(
            family, instruction, chapter + operation.Name, target,
            operands.Select(o => new Operand(bytes, Layout(o))).ToArray(),
            [new Result(bytes, Layout(values)) { Format = format, Undefined = undefined }],
            $"{instruction} %d0, {string.Join(", ", Enumerable.Range(0, operation.Arity).Select(k => $"%a{k}"))};");
    }

    /// <returns>Each element in the lower half of a register, with another element of the list in the upper half.</returns>
    public static ulong[] Pack(ulong[] values, int bits) =>
        values.Select((v, i) => v | values[Partner(i, values.Length)] << bits).ToArray();

    private static int Partner(int index, int count) => (index + 5) % count;
}
