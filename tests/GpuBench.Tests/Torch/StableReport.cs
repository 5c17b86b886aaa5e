namespace GpuBench.Tests.Torch;

/// <summary>What a child process tells of the workloads that it ran through the stable C interface.</summary>
/// <param name="ShapeRefusal">How an impossible product was refused; null where it was not.</param>
/// <param name="MemoryRefusal">How one PiB was refused; null where it was not.</param>
/// <param name="KeptBytes">Operands and sums that the device keeps for later rounds.</param>
/// <param name="MappedTorch">Every <c>libtorch_cpu.so</c> in the child's memory.</param>
/// <param name="MappedBridge">Every file of TorchSharp's bridge in the child's memory.</param>
internal sealed record StableReport(
    IReadOnlyList<StableResult> Results,
    string? ShapeRefusal,
    string? MemoryRefusal,
    long KeptBytes,
    IReadOnlyList<string> MappedTorch,
    IReadOnlyList<string> MappedBridge);
