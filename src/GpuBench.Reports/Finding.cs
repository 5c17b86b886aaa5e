namespace GpuBench.Reports;

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Cure">What to change; empty where all is well.</param>
public sealed record Finding(string Topic, Severity Verdict, string What, string Cure = "");
