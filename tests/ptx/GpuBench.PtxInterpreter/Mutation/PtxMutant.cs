using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.PtxInterpreter.Mutation;

/// <summary>A PTX text with one small fault inserted.</summary>
/// <param name="Operator">The <see cref="MutationOperator.Name"/>.</param>
/// <param name="Offset">Offset of the changed characters in the text.</param>
/// <param name="Line">Line of the changed characters, from 1.</param>
/// <param name="Original">The original instruction.</param>
/// <param name="Replacement">The new instruction. Empty if the instruction was deleted.</param>
public sealed partial record PtxMutant(string Operator, int Offset, int Line, string Original, string Replacement)
{
    /// <summary>The change, with the kind of each register but not its number. The numbers change with every compilation.</summary>
    public string Description =>
        RegisterNumber().Replace(
            $"{Operator}: {Original}{(Replacement.Length == 0 ? "" : $" -> {Replacement}")}", "%${kind}").Replace('\t', ' ').Trim();

    /// <exception cref="ArgumentException">The text does not have the original instruction at the offset.</exception>
    public string ApplyTo(string ptx)
    {
        ArgumentNullException.ThrowIfNull(ptx);
        return string.CompareOrdinal(ptx, Offset, Original, 0, Original.Length) == 0
            ? string.Concat(ptx.AsSpan(0, Offset), Replacement, ptx.AsSpan(Offset + Original.Length))
            : throw new ArgumentException(
                $"the text does not have '{Original}' at offset {Offset}: apply a mutant to its own text", nameof(ptx));
    }

    public override string ToString() => $"{Description} (line {Line})";

    [GeneratedRegex(@"%(?<kind>[a-z]+)\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex RegisterNumber();
}
