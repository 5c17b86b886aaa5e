namespace GpuBench.Tests.Torch;

/// <summary>One case as it came out.</summary>
/// <param name="ErrorShare">The largest error as a share of what the oracle allows.</param>
/// <param name="PassesUnlaunched">Whether the poisoned result passed the same check, which it must not.</param>
internal sealed record StableResult(string Workload, string Input, string Launch, double ErrorShare, bool PassesUnlaunched);
