namespace GpuBench.PtxInterpreter.Driver;

/// <summary>A launch that the interpreter ran, and its outcome.</summary>
public sealed record InterpreterLaunch(KernelLaunch Launch, LaunchResult Result);
