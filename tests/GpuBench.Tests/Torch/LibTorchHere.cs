using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>
/// libtorch in the process of the tests. Those that share it run one after another: its threads are the process's.
/// </summary>
[CollectionDefinition(Name)]
public sealed class LibTorchHere : ICollectionFixture<LibTorchHere>
{
    public const string Name = "libtorch in this process";

    public LibTorchHere() => Assert.IsType<LibTorchLoad.Loaded>(LibTorch.Load());
}
