namespace GpuBench.Torch.Devices;

internal static class TorchEngine
{
    public const string Name = "torchsharp";
}
