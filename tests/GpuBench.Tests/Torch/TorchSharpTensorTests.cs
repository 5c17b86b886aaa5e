using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class TorchSharpTensorTests
{
    /// <summary>TorchSharp frees a number that nobody holds while libtorch still reads it. Then the sum throws or is wrong.</summary>
    [Fact]
    public void A_garbage_collection_during_a_sum_frees_none_of_its_numbers()
    {
        var factory = HostTensors.Of(TorchEngines.TorchSharp);
        using var sum = factory.Empty([64, 64], DType.Fp32);
        using var one = factory.FromWords([.. Enumerable.Repeat(BitConverter.SingleToUInt32Bits(1), 64 * 64)], [64, 64], DType.Fp32);
        sum.SetToZero();
        using var end = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        for (var count = 0; count < 20_000; count++)
            sum.Add(one);
        end.Cancel();
        collector.Join();
        Assert.All(sum.Words(), word => Assert.Equal(20_000f, BitConverter.UInt32BitsToSingle(word)));
    }
}
