using System.Globalization;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>Cases in which the lanes of one warp work together. <c>%lane</c> holds the lane's number.</summary>
internal static class WarpCase
{
    public const int Lanes = 32;

    /// <param name="operands">32 values each, one for each lane, in <c>%a0</c>, <c>%a1</c>, ... May be empty.</param>
    /// <param name="results">32 values each, one for each lane, from <c>%d0</c>, <c>%d1</c>, ...</param>
    /// <param name="shared">Declarations of shared variables.</param>
    public static ConformanceCase Create(
        string family, string name, string section, PtxTarget target, IReadOnlyList<Operand> operands, IReadOnlyList<Result> results,
        string body, string shared = "")
    {
        var arguments = operands.Select((o, k) => (CaseArgument)new InputBuffer(Name("a", k), LittleEndian.Pack(o.Values, o.Bytes)))
            .Concat(results.Select((r, k) => (CaseArgument)new OutputBuffer(Name("d", k), Expect(r)))).ToList();
        var text = shared + "\n.reg .b32 %lane;\n.reg .b64 %address;\nmov.u32 %lane, %tid.x;\n"
            + string.Concat(operands.Select(
                (o, k) => $".reg .b{8 * o.Bytes} %a{k};\n" + Element("a", k, o.Bytes) + $"ld.global.b{8 * o.Bytes} %a{k}, [%address];\n"))
            + string.Concat(results.Select((r, k) => $".reg .b{8 * r.Bytes} %d{k};\n"))
            + body + "\n"
            + string.Concat(results.Select((r, k) => Element("d", k, r.Bytes) + $"st.global.b{8 * r.Bytes} [%address], %d{k};\n"))
            + "ret;";
        return new(family, name, section, target, ModuleText.Write(target, arguments, text), new(1, Lanes), arguments);
    }

    private static string Element(string prefix, int index, int bytes) =>
        ModuleText.LoadAddress(Name(prefix, index), $"%base_{prefix}{index}")
        + $"mul.wide.u32 %address, %lane, {bytes};\nadd.u64 %address, %base_{prefix}{index}, %address;\n";

    private static Expectation Expect(Result result) => new(result.Bytes, result.Values, lane => $"of lane {lane}")
    {
        Format = result.Format,
        Undefined = result.Undefined,
    };

    private static string Name(string prefix, int index) => prefix + index.ToString(CultureInfo.InvariantCulture);
}
