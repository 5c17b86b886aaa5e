using System.Globalization;

namespace GpuBench.Publications.Normalising;

/// <summary>What the rules know about kinds of work and the fields of their tasks, in one place.</summary>
internal static class TaskFields
{
    /// <summary>A word that sources and rules use for what a source does not say.</summary>
    public const string Unstated = "unstated";

    public const string Attention = "attention";
    public const string Link = "link";
    public const string MlPerf = "mlperf";
    public const string Stream = "stream";

    /// <summary>How much a stream or link moves, in the words of several sources.</summary>
    public static IReadOnlyList<string> Sizes { get; } = ["arrayBytes", "bytes", "elements"];

    /// <summary>Streams and links: nothing is computed, and the size does not matter once it is larger than any cache.</summary>
    public static bool MovesBytes(this Observation side) => side.Kind is Stream or Link;

    /// <summary>Attention by a kernel of ours: its rate on some heads is a lower bound for more of them.</summary>
    public static bool IsSlicedByHead(this Observation side) => side is { Kind: Attention, IsMeasuredHere: true, IsLowerBound: true };

    /// <summary>Batch, query heads and key heads: what a task sliced by head may differ in.</summary>
    public static bool IsHeadCount(string field) => field is "b" or "h" or "hkv";

    /// <returns>Null where the task has no such field.</returns>
    public static string? Word(this Observation side, string field) => side.Task.GetValueOrDefault(field);

    /// <returns>Null where the task has no such field, or it is no number.</returns>
    public static double? Number(this Observation side, string field) =>
        double.TryParse(side.Word(field), CultureInfo.InvariantCulture, out var number) ? number : null;
}
