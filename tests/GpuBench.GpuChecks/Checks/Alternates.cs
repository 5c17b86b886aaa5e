using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Checks;

/// <summary>Where a command runs.</summary>
public enum Side
{
    /// <summary>On a machine with a GPU.</summary>
    Gpu,

    /// <summary>On the fake driver, on PoCL or on the CPU.</summary>
    Rehearsal,
}

/// <summary>Texts with alternates such as <c>{4096|64}</c>: first the text for the GPU, then the text for the rehearsal.</summary>
public static partial class Alternates
{
    /// <summary>The text of one side. A brace without a bar, such as a shell's or a regular expression's, is plain text.</summary>
    public static string Of(string text, Side side) =>
        Place().Replace(text, match => match.Groups[side == Side.Gpu ? "gpu" : "rehearsal"].Value);

    [GeneratedRegex(@"(?<!\$)\{(?<gpu>[^{}|]*)\|(?<rehearsal>[^{}|]*)\}", RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex Place();
}
