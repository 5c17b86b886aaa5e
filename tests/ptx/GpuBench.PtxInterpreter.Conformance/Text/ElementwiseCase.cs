using System.Globalization;
using System.Text;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>
/// Cases of one instruction applied to a list of operands. Thread i loads element i of every source into <c>%a0</c>,
/// <c>%a1</c>, ... It then runs the body and stores <c>%d0</c>, <c>%d1</c>, ...
/// </summary>
internal static class ElementwiseCase
{
    public const int BlockThreads = 128;

    /// <param name="body">The instructions, one on each line. The body also declares further registers.</param>
    /// <param name="declarations">Variables of the module.</param>
    public static ConformanceCase Create(
        string family, string name, string section, PtxTarget target, IReadOnlyList<Operand> operands, IReadOnlyList<Result> results,
        string body, string declarations = "")
    {
        // The launch has only whole blocks. The list starts again after its end, so no thread needs a bounds check.
        var count = operands[0].Values.Count;
        var blocks = (count + BlockThreads - 1) / BlockThreads;
        var padded = blocks * BlockThreads;

        var arguments = new List<CaseArgument>();
        for (var k = 0; k < operands.Count; k++)
            arguments.Add(new InputBuffer(Name("a", k), LittleEndian.Pack(Cyclic(operands[k].Values, padded), operands[k].Bytes)));
        for (var k = 0; k < results.Count; k++)
            arguments.Add(new OutputBuffer(Name("d", k), Expect(results[k], operands, padded)));
        return new(
            family, name, section, target,
            ModuleText.Write(target, arguments, Body(operands, results, body), declarations),
            new(blocks, BlockThreads), arguments);
    }

    private static string Body(IReadOnlyList<Operand> operands, IReadOnlyList<Result> results, string body)
    {
        var text = new StringBuilder("""
            .reg .b32 %block, %threads, %thread, %element;
            .reg .b64 %address;
            mov.u32 %block, %ctaid.x;
            mov.u32 %threads, %ntid.x;
            mov.u32 %thread, %tid.x;
            mad.lo.u32 %element, %block, %threads, %thread;

            """);
        for (var k = 0; k < operands.Count; k++)
            text.Append(Access(Name("a", k), operands[k].Bytes, "ld.global.b{0} %{1}, [%address];"));
        for (var k = 0; k < results.Count; k++)
            text.Append(CultureInfo.InvariantCulture, $".reg .b{8 * results[k].Bytes} %{Name("d", k)};\n");
        text.Append(body).Append('\n');
        for (var k = 0; k < results.Count; k++)
            text.Append(Access(Name("d", k), results[k].Bytes, "st.global.b{0} [%address], %{1};", declare: false));
        return text.Append("ret;").ToString();
    }

    private static string Access(string name, int bytes, string instruction, bool declare = true)
    {
        var register = declare ? $".reg .b{8 * bytes} %{name};\n" : "";
        return register
            + ModuleText.LoadAddress(name, $"%base_{name}")
            + $"mul.wide.u32 %address, %element, {bytes};\nadd.u64 %address, %base_{name}, %address;\n"
            + string.Format(CultureInfo.InvariantCulture, instruction, 8 * bytes, name) + "\n";
    }

    private static Expectation Expect(Result result, IReadOnlyList<Operand> operands, int padded)
    {
        // Packed results are compared part by part, so that each part has its own NaN and its own margin.
        var partBytes = result.Format?.Bytes ?? result.Bytes;
        var parts = result.Bytes / Math.Min(partBytes, result.Bytes);
        partBytes = result.Bytes / parts;
        var count = result.Values.Count;
        var bits = new ulong[padded * parts];
        for (var i = 0; i < bits.Length; i++)
            bits[i] = result.Values[i / parts % count] >> (8 * partBytes * (i % parts)) & (ulong.MaxValue >> (64 - 8 * partBytes));
        return new(partBytes, bits, i => Operands(operands, i / parts % count))
        {
            Format = result.Format,
            CanonicalNaN = result.CanonicalNaN,
            Margins = result.Margins is { } margins
                ? Enumerable.Range(0, bits.Length).Select(i => margins[i % (count * parts)]).ToArray()
                : null,
            MarginReason = result.MarginReason,
            Undefined = Enumerable.Range(0, bits.Length).Where(i => result.Undefined.Contains(i / parts % count)).ToHashSet(),
        };
    }

    private static string Operands(IReadOnlyList<Operand> operands, int element) =>
        "of " + string.Join(", ", operands.Select(o => "0x" + o.Values[element].ToString($"x{2 * o.Bytes}", CultureInfo.InvariantCulture)));

    private static ulong[] Cyclic(IReadOnlyList<ulong> values, int count) =>
        Enumerable.Range(0, count).Select(i => values[i % values.Count]).ToArray();

    private static string Name(string prefix, int index) => prefix + index.ToString(CultureInfo.InvariantCulture);
}
