namespace GpuBench.PtxInterpreter.Driver;

/// <summary>A <c>cuLaunchKernel</c> that passed the driver's checks.</summary>
/// <param name="ModulePtx">The whole text of the module that the function came from.</param>
/// <param name="Arguments">The arguments in the layout of the entry's <c>.param</c> space, as if passed as one buffer.</param>
public sealed record KernelLaunch(
    int DeviceOrdinal,
    string FunctionName,
    string ModulePtx,
    Dim3 Grid,
    Dim3 Block,
    int DynamicSharedBytes,
    nint Stream,
    ReadOnlyMemory<byte> Arguments);
