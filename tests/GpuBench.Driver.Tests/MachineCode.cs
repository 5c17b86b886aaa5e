using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.Driver.Tests;

/// <summary>Counts each instruction in a kernel's SASS. A loop's body counts as often as it is unrolled, not as often as it runs.</summary>
internal sealed partial class MachineCode
{
    private readonly Dictionary<string, int> _counts;

    private MachineCode(Dictionary<string, int> counts) => _counts = counts;

    /// <param name="disassembly">Output of nvdisasm with <c>--print-code</c>.</param>
    public static MachineCode Parse(string disassembly) =>
        new(Instruction().Matches(disassembly).CountBy(match => match.Groups["name"].Value).ToDictionary());

    /// <summary>Products on tensor cores, of any type.</summary>
    public int MatrixCount => Count("HMMA") + Count("IMMA") + Count("QMMA") + Count("HGMMA") + Count("IGMMA") + Count("QGMMA");

    /// <param name="opcode">Opcode without modifiers, such as <c>LDS</c>.</param>
    /// <param name="modifier">A modifier that the instruction must have, such as <c>128</c>. Null for all instructions.</param>
    public int Count(string opcode, string? modifier = null) => _counts
        .Where(count =>
            count.Key.Split('.') is [var first, .. var modifiers] && first == opcode && (modifier is null || modifiers.Contains(modifier)))
        .Sum(count => count.Value);

    // "/*0040*/ @!P0 LDS.128 R8, [0x10] ;". An instruction with @!PT never executes. It is padding that sm_90 requires before copies.
    [GeneratedRegex(
        @"^\s*/\*[0-9a-f]{4,}\*/\s+(@!?U?P\d\s+)?(?<name>[A-Z][A-Z0-9_.]*)",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline, MatchLimit.Milliseconds)]
    private static partial Regex Instruction();
}
