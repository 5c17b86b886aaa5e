using System.Globalization;

namespace GpuBench.Ilgpu.Native;

/// <summary>A call of the CUDA driver that did not succeed.</summary>
/// <param name="Call">The entry point, with what was asked where it answers more than one question.</param>
/// <param name="Code">Its CUresult.</param>
/// <param name="Name">What cuda.h calls the code; null where the driver does not say.</param>
/// <param name="Text">What the driver says of it; null where it says nothing.</param>
public sealed record CudaCallFailure(string Call, int Code, string? Name, string? Text)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Call} failed with {Code}{(Name is null ? "" : $" {Name}")} ({Text ?? "no text"})");
}
