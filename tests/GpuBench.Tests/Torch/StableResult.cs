namespace GpuBench.Tests.Torch;

/// <summary>The result of one case.</summary>
/// <param name="ErrorShare">The largest error divided by the tolerance of the oracle.</param>
/// <param name="PassesUnlaunched">Whether the poisoned result passed the same check, which it must not.</param>
internal sealed record StableResult(string Workload, string Input, string Launch, double ErrorShare, bool PassesUnlaunched);
