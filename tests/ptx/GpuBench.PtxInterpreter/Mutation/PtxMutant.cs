using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.PtxInterpreter.Mutation;

/// <summary>A PTX text with one small fault put into it.</summary>
/// <param name="Operator">As <see cref="MutationOperator.Name"/>.</param>
/// <param name="Offset">Of the changed characters in the text.</param>
/// <param name="Line">Of the changed characters, from 1.</param>
/// <param name="Original">The instruction as it was.</param>
/// <param name="Replacement">What stands there instead; empty: it was deleted.</param>
public sealed partial record PtxMutant(string Operator, int Offset, int Line, string Original, string Replacement)
{
    /// <summary>What was done, with registers that are only named by their kind: their numbers change with every compilation.</summary>
    public string Description =>
        RegisterNumber().Replace(
            $"{Operator}: {Original}{(Replacement.Length == 0 ? "" : $" -> {Replacement}")}", "%${kind}").Replace('\t', ' ').Trim();

    public string ApplyTo(string ptx) => string.Concat(ptx.AsSpan(0, Offset), Replacement, ptx.AsSpan(Offset + Original.Length));

    public override string ToString() => $"{Description} (line {Line})";

    [GeneratedRegex(@"%(?<kind>[a-z]+)\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex RegisterNumber();
}
