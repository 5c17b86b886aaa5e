namespace GpuBench.PtxInterpreter.Driver;

/// <summary>A launch that the machine ran, and its outcome.</summary>
public sealed record MachineLaunch(KernelLaunch Launch, LaunchResult Result);
