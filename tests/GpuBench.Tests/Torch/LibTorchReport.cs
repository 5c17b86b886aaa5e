using GpuBench.Torch.Loading;

namespace GpuBench.Tests.Torch;

/// <summary>The report of a child process about its attempts to load libtorch.</summary>
/// <param name="Loaded">The outcome of the last attempt, or null.</param>
/// <param name="Refusals">The attempts that were refused, in order.</param>
/// <param name="Contradiction">The error after a request for two different directories, or null.</param>
/// <param name="MappedTorch">Every <c>libtorch_cpu.so</c> in the child's memory.</param>
/// <param name="MappedC10">Every <c>libc10.so</c> in the child's memory.</param>
/// <param name="ProductErrorShare">The value of <see cref="SeededProduct.ErrorShare()"/>, or null if libtorch did not load.</param>
internal sealed record LibTorchReport(
    LibTorchLoad.Loaded? Loaded,
    IReadOnlyList<LibTorchLoad.NotLoaded> Refusals,
    string? Contradiction,
    IReadOnlyList<string> MappedTorch,
    IReadOnlyList<string> MappedC10,
    double? ProductErrorShare);
