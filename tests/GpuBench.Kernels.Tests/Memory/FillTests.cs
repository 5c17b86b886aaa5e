using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.Memory;

[Collection(DeviceGroup.Name)]
public sealed class FillTests(DeviceFixture devices)
{
    private const ulong Seed = 0xFEDC_BA98_7654_3210;

    public static TheoryData<StorageType> Storages => [StorageType.Fp32, StorageType.Fp16];

    [DeviceTheory(TestDevice.Cpu), MemberData(nameof(Storages))]
    public void Cpu_fill_is_recomputable_bit_for_bit(StorageType storage) => Check(TestDevice.Cpu, storage);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Storages))]
    public void OpenCl_fill_is_recomputable_bit_for_bit(StorageType storage) => Check(TestDevice.OpenCl, storage);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(Storages))]
    public void Cuda_fill_is_recomputable_bit_for_bit(StorageType storage) => Check(TestDevice.Cuda, storage);

    [Fact]
    public void Values_are_uniform_between_minus_one_and_one()
    {
        var values = Enumerable.Range(0, 100_000).Select(i => (double)FillKernel.Value(Seed, i)).ToArray();
        Assert.All(values, v => Assert.InRange(v, -1, 1 - Math.Pow(2, -23)));
        // Five standard errors of a uniform distribution's mean and mean square.
        Assert.InRange(values.Average(), -5 * Math.Sqrt(1 / 3.0 / values.Length), 5 * Math.Sqrt(1 / 3.0 / values.Length));
        Assert.InRange(
            values.Average(v => v * v),
            1 / 3.0 - 5 * Math.Sqrt(4 / 45.0 / values.Length),
            1 / 3.0 + 5 * Math.Sqrt(4 / 45.0 / values.Length));
    }

    [Fact]
    public void Another_seed_or_an_index_beyond_32_bits_gives_another_value()
    {
        Assert.NotEqual(FillKernel.Value(1, 0), FillKernel.Value(2, 0));
        Assert.NotEqual(FillKernel.Value(1, 5), FillKernel.Value(1, 5 + (1L << 32)));
    }

    private void Check(TestDevice device, StorageType storage)
    {
        const int words = 10_007;
        var accelerator = devices[device];
        using var target = new GuardedBuffer(accelerator, words);
        FillKernel.Load(accelerator, storage)(accelerator.DefaultStream, target.View, Seed);
        accelerator.Synchronize();
        uint[] expected = [.. Enumerable.Range(0, words).Select(i => ExpectedWord(storage, i))];
        Assert.Equal(expected, target.Read());
    }

    private static uint ExpectedWord(StorageType storage, int word)
    {
        if (storage == StorageType.Fp32)
            return BitConverter.SingleToUInt32Bits(FillKernel.Value(Seed, word));
        uint low = BitConverter.HalfToUInt16Bits((Half)FillKernel.Value(Seed, 2L * word));
        uint high = BitConverter.HalfToUInt16Bits((Half)FillKernel.Value(Seed, 2L * word + 1));
        return low | high << 16;
    }
}
