namespace GpuBench.Torch.Devices;

/// <summary>The names of the two ways into libtorch.</summary>
public static class TorchEngines
{
    /// <summary>Through TorchSharp and its bridge, which fits one version of libtorch.</summary>
    public const string TorchSharp = "torchsharp";

    /// <summary>Through libtorch's stable C interface, which stays the same across versions.</summary>
    public const string Stable = "torch-stable";
}
