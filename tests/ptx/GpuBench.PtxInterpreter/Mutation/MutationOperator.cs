using System.Text.RegularExpressions;

namespace GpuBench.PtxInterpreter.Mutation;

/// <summary>A kind of fault that a kernel's author makes, as a change of one instruction.</summary>
/// <param name="Instruction">Finds the instructions that can have it.</param>
/// <param name="Change">What such an instruction becomes; the same text where it cannot be made wrong in this way.</param>
public sealed record MutationOperator(string Name, Regex Instruction, Func<Match, string> Change)
{
    /// <returns>
    /// Every way to put this fault once into the entry points of <paramref name="ptx"/>; functions that nobody calls stay as they are.
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
