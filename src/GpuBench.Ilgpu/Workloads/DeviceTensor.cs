using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>One operand as 32-bit words, in several copies that launches use in turn.</summary>
internal sealed class DeviceTensor : IDisposable
{
    /// <summary>Every byte is 0xFF: NaN in fp32, fp16 and bf16, -1 in int32. A tensor that no kernel wrote fails every check.</summary>
    private const byte Poison = 0xFF;

    private readonly MemoryBuffer1D<uint, Stride1D.Dense>[] _copies;

    private uint[]? _onHost;

    private DeviceTensor(MemoryBuffer1D<uint, Stride1D.Dense>[] copies) => _copies = copies;

    public static DeviceTensor FromHost(Accelerator accelerator, uint[] words, int setCount) =>
        Allocate(setCount, () => accelerator.Allocate1D(words));

    public static DeviceTensor Poisoned(Accelerator accelerator, long wordCount, int setCount)
    {
        var tensor = Allocate(setCount, () => accelerator.Allocate1D<uint>(wordCount));
        for (var set = 0; set < setCount; set++)
            tensor.PoisonAgain(set);
        return tensor;
    }

    /// <summary>The copy that launch <paramref name="index"/> uses.</summary>
    public ArrayView<uint> this[int index] => _copies[index % _copies.Length].View;

    /// <returns>All words of a copy, in one buffer per tensor. The next call overwrites it.</returns>
    public uint[] ToHost(int index)
    {
        var copy = _copies[index % _copies.Length];
        _onHost ??= GC.AllocateUninitializedArray<uint>(checked((int)copy.Length));
        copy.CopyToCPU(_onHost);
        return _onHost;
    }

    /// <summary>Copies words to the host, beginning with word <paramref name="start"/>.</summary>
    public void ToHost(int index, long start, Span<uint> target)
    {
        var view = this[index].SubView(start, target.Length);
        view.CopyToCPU(view.GetAccelerator().DefaultStream, target);
    }

    public void PoisonAgain(int index)
    {
        var copy = _copies[index % _copies.Length];
        copy.MemSet(Poison);
        copy.Accelerator.Synchronize();
    }

    public void Dispose()
    {
        foreach (var copy in _copies)
            copy.Dispose();
    }

    /// <summary>Allocates all copies or none: if one does not fit, the earlier ones are freed.</summary>
    private static DeviceTensor Allocate(int setCount, Func<MemoryBuffer1D<uint, Stride1D.Dense>> allocate)
    {
        var copies = new List<MemoryBuffer1D<uint, Stride1D.Dense>>(setCount);
        try
        {
            for (var set = 0; set < setCount; set++)
                copies.Add(allocate());
            return new([.. copies]);
        }
        catch
        {
            copies.ForEach(copy => copy.Dispose());
            throw;
        }
    }
}
