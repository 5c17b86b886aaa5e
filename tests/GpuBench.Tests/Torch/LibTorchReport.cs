using GpuBench.Torch.Loading;

namespace GpuBench.Tests.Torch;

/// <summary>What a child process tells of its attempts to load libtorch.</summary>
/// <param name="Loaded">The last attempt's outcome, or null.</param>
/// <param name="Refusals">The attempts that were refused, in order.</param>
/// <param name="Contradiction">The error of asking for two different directories; null for none.</param>
/// <param name="MappedTorch">Every <c>libtorch_cpu.so</c> in the child's memory.</param>
/// <param name="MappedC10">Every <c>libc10.so</c> in the child's memory.</param>
/// <param name="ProductErrorShare">As <see cref="SeededProduct.ErrorShare()"/>; null where libtorch did not load.</param>
internal sealed record LibTorchReport(
    LibTorchLoad.Loaded? Loaded,
    IReadOnlyList<LibTorchLoad.NotLoaded> Refusals,
    string? Contradiction,
    IReadOnlyList<string> MappedTorch,
    IReadOnlyList<string> MappedC10,
    double? ProductErrorShare);
