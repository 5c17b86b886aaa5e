namespace GpuBench.Torch.Loading;

/// <summary>A directory that may hold libtorch.</summary>
/// <param name="Directory">A full path; it need not exist.</param>
public sealed record LibTorchCandidate(string Directory, LibTorchOrigin Origin)
{
    internal const string MainLibrary = "libtorch_cpu.so";

    public bool HoldsLibTorch => File.Exists(Path.Combine(Directory, MainLibrary));

    /// <summary>Read from the files around the directory, e.g. <c>2.10.0</c> or <c>2.11.0+cu130</c>; null where they do not say.</summary>
    public string? Version => LibTorchVersion.Of(Directory);
}
