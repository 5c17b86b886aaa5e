using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>
/// libtorch in the process of the tests. Tests that share it run one after another, because its threads belong to the process.
/// </summary>
[CollectionDefinition(Name)]
public sealed class LibTorchHere : ICollectionFixture<LibTorchHere>
{
    public const string Name = "libtorch in this process";

    public LibTorchHere() => Assert.IsType<LibTorchLoad.Loaded>(LibTorch.Load());
}
