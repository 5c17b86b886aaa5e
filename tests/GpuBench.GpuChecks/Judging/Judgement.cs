namespace GpuBench.GpuChecks.Judging;

/// <param name="Problems">Empty if everything is as expected.</param>
/// <param name="Facts">The device and the driver, if the log names them.</param>
public sealed record Judgement(IReadOnlyList<string> Problems, IReadOnlyList<Reading> Values, IReadOnlyDictionary<string, string> Facts);

/// <summary>A number from a log, and the limits for it.</summary>
/// <param name="Value">In <paramref name="Unit"/>, without a prefix.</param>
/// <param name="IsMet">Null if there is no limit, or in a rehearsal.</param>
/// <param name="IsPrediction">The range is the model's expectation, not a bar.</param>
public sealed record Reading(
    string Name, double Value, string Unit, double? AtLeast = null, double? AtMost = null, bool? IsMet = null, bool IsPrediction = false);
