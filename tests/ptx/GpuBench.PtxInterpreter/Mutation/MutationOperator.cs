using System.Text.RegularExpressions;

namespace GpuBench.PtxInterpreter.Mutation;

/// <summary>A kind of fault in a kernel, as a change of one instruction.</summary>
/// <param name="Instruction">Matches the instructions that can have the fault.</param>
/// <param name="Change">Returns the changed instruction, or the same text if this change does not make it wrong.</param>
public sealed record MutationOperator(string Name, Regex Instruction, Func<Match, string> Change)
{
    /// <returns>
    /// Every mutant with this fault once, from the first entry point of <paramref name="ptx"/> on. Earlier functions do not change.
    /// </returns>
    public IEnumerable<PtxMutant> MutantsOf(string ptx)
    {
        ArgumentNullException.ThrowIfNull(ptx);
        var entry = ptx.IndexOf(".entry", StringComparison.Ordinal);
        for (var match = Instruction.Match(ptx, Math.Max(entry, 0)); match.Success; match = match.NextMatch())
        {
            var replacement = Change(match);
            if (!string.Equals(replacement, match.Value, StringComparison.Ordinal))
                yield return new(Name, match.Index, 1 + ptx.AsSpan(0, match.Index).Count('\n'), match.Value, replacement);
        }
    }
}
