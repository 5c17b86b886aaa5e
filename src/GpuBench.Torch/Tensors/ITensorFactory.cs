using GpuBench.Measuring.Trials;

namespace GpuBench.Torch.Tensors;

/// <summary>Makes tensors on one device by one engine's way into libtorch. Tensors of different engines do not mix.</summary>
internal interface ITensorFactory
{
    /// <summary>For the result's kernel column: what <see cref="ITensor.SetToProduct"/> calls.</summary>
    string GivenProductName { get; }

    /// <summary>Uninitialised, row-major.</summary>
    /// <param name="type">fp32, tf32 (which is stored as fp32), fp16 or bf16.</param>
    ITensor Empty(long[] shape, DType type);

    /// <param name="words">Packed as <see cref="ITensor.Words"/> gives them.</param>
    ITensor FromWords(uint[] words, long[] shape, DType type);

    /// <summary>Takes over a handle that an operator returned.</summary>
    ITensor Own(nint handle);

    /// <summary>Sets libtorch up for a trial's matrix products, as far as this engine can.</summary>
    MatMulSettings Apply(NumericTriple dtype);
}
