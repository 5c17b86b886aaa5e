using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks;

/// <summary>Runs one transpose on a device and compares every bit of the result with the host's.</summary>
internal static class TransposeCheck
{
    /// <summary>
    /// Single elements, rows and columns. Odd sizes. Sizes on each side of a tile's edge, in words of one and of two elements. More rows
    /// than columns, and fewer.
    /// </summary>
    public static IReadOnlyList<TransposeSize> Sizes { get; } =
    [
        new(1, 1), new(1, 7), new(9, 1), new(3, 5), new(2, 6), new(31, 33), new(32, 32), new(33, 64), new(62, 66), new(64, 64),
        new(66, 130), new(70, 6), new(129, 34),
    ];

    public static TheoryData<string, StorageType> Cases
    {
        get
        {
            var cases = new TheoryData<string, StorageType>();
            foreach (var kernel in TransposeKernels.All)
            {
                cases.Add(kernel.Name, StorageType.Fp32);
                cases.Add(kernel.Name, StorageType.Fp16);
            }

            return cases;
        }
    }

    public static ITransposeKernel Find(string name) => TransposeKernels.All.Single(kernel => kernel.Name == name);

    /// <summary>The elements of <see cref="Sizes"/> that the kernel supports.</summary>
    public static IEnumerable<TransposeSize> Served(ITransposeKernel kernel, Accelerator accelerator, StorageType storage) =>
        Sizes.Where(size => kernel.RefusalReason(DeviceTraits.Of(accelerator), storage, size) is null);

    public static void Run(Accelerator accelerator, TransposeLaunch launch, StorageType storage, TransposeSize size, string what)
    {
        // Random bits, including NaN. The bits after the last element must not reach the result.
        var random = new Random(size.Rows * 1009 + size.Columns);
        var words = new uint[HostTensor.WordCount(storage, size.Rows * size.Columns)];
        for (var i = 0; i < words.Length; i++)
            words[i] = (uint)random.NextInt64(1L << 32);
        using var source = new GuardedBuffer(accelerator, words);
        using var target = new GuardedBuffer(accelerator, words.Length);

        launch(accelerator.DefaultStream, source.View, target.View, size);
        accelerator.Synchronize();

        Assert.True(Expected(words, storage, size).SequenceEqual(target.Read()), $"{what} {storage} {size} is wrong");
    }

    private static uint[] Expected(uint[] words, StorageType storage, TransposeSize size)
    {
        var bits = HostElement.BitCount(storage);
        var (perWord, mask) = (32 / bits, uint.MaxValue >> (32 - bits));
        var expected = new uint[words.Length];
        for (var row = 0; row < size.Rows; row++)
        {
            for (var column = 0; column < size.Columns; column++)
            {
                var (from, to) = (row * size.Columns + column, column * size.Rows + row);
                var element = words[from / perWord] >> (from % perWord * bits) & mask;
                expected[to / perWord] |= element << (to % perWord * bits);
            }
        }

        return expected;
    }
}
