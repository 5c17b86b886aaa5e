namespace GpuBench.Tests.Torch;

/// <summary>The report of a child process on the workloads that it ran through the stable C interface.</summary>
/// <param name="ShapeRefusal">The error for an impossible product, or null if there was none.</param>
/// <param name="MemoryRefusal">The error for an allocation of one PiB, or null if there was none.</param>
/// <param name="ScaledRefusal">The error for an fp8 product with scales per block, or null if there was none.</param>
/// <param name="KeptBytes">Operands and sums that the device keeps for later rounds.</param>
/// <param name="MappedTorch">Every <c>libtorch_cpu.so</c> in the child's memory.</param>
/// <param name="MappedBridge">Every file of TorchSharp's bridge in the child's memory.</param>
internal sealed record StableReport(
    IReadOnlyList<StableResult> Results,
    string? ShapeRefusal,
    string? MemoryRefusal,
    string? ScaledRefusal,
    long KeptBytes,
    IReadOnlyList<string> MappedTorch,
    IReadOnlyList<string> MappedBridge);
