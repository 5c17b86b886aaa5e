using System.Text.RegularExpressions;
using GpuBench.GpuChecks.Checks;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>A command with one word misspelt by a letter at its end.</summary>
/// <param name="Word">The word before the change.</param>
/// <param name="Command">The command with its alternates.</param>
public sealed partial record DamagedCommand(string Word, string Command)
{
    /// <summary>One for each word on the GPU's side: programs, options, values, filters, variables and file names.</summary>
    public static IReadOnlyList<DamagedCommand> All(string command)
    {
        var forGpu = Alternates.Of(command, Side.Gpu);
        return
        [
            .. Words().Matches(command)
                .Select(word => new DamagedCommand(word.Value, command.Insert(word.Index + word.Length, "x")))
                // A word that only the rehearsal uses does not affect a run on a GPU.
                .Where(damaged => Alternates.Of(damaged.Command, Side.Gpu) != forGpu),
        ];
    }

    [GeneratedRegex(@"[A-Za-z0-9_./³-]*[A-Za-z0-9][A-Za-z0-9_./-]*", RegexOptions.None, MatchLimit.Milliseconds)]
    private static partial Regex Words();
}
