using GpuBench.Kernels.Storage;

namespace GpuBench.Kernels.Tests.Storage;

public sealed class HostTensorTests
{
    public static TheoryData<StorageType> Storages => [.. Enum.GetValues<StorageType>()];

    [Theory, MemberData(nameof(Storages))]
    public void Values_and_words_of_a_tensor_agree_for_every_count(StorageType storage)
    {
        for (var count = 1; count <= 9; count++)
        {
            var tensor = HostTensor.Random(storage, count, seed: count);
            var again = HostTensor.Of(storage, [.. tensor.Values.Select(value => (float)value)]);
            Assert.Equal(tensor.Words, again.Words);
            Assert.Equal(HostTensor.WordCount(storage, count), tensor.Words.Length);
        }
    }

    [Fact]
    public void Elements_lie_from_the_low_bits_up_and_unused_bits_are_ones()
    {
        Assert.Equal([0x01FF807Fu, 0xFFFFFF02u], HostTensor.Of(StorageType.Int8, [127, -128, -1, 1, 2]).Words);
        Assert.Equal([0xFFFFB838u], HostTensor.Of(StorageType.Fp8E4M3, [1, -1]).Words);
        Assert.Equal([0xBC003C00u, 0xFFFF4000u], HostTensor.Of(StorageType.Fp16, [1, -1, 2]).Words);
        Assert.Equal([0xFFFFFFFEu], HostTensor.Of(StorageType.Int32, [-2]).Words);
    }

    [Fact]
    public void Tf32_keeps_ten_bits_of_the_significand()
    {
        Assert.All(HostTensor.Random(StorageType.Tf32, 1000, seed: 1).Words, word => Assert.Equal(0u, word & 0x1FFF));
        Assert.Equal([1f + 1f / 1024, 1f], HostTensor.Of(StorageType.Tf32, [1f + 1f / 1500, 1f + 1f / 2500]).Values);
    }

    [Fact]
    public void Int8_covers_its_range() =>
        Assert.Equal(256, HostTensor.Random(StorageType.Int8, 10_000, seed: 1).Values.Distinct().Count());

    [Fact]
    public void An_integer_that_differs_by_one_fails_the_comparison() => Assert.ThrowsAny<Xunit.Sdk.XunitException>(
        () => HostTensor.AssertClose(StorageType.Int32, [1 << 30], [0], [(1 << 30) + 1], "sum"));
}
