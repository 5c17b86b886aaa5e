using GpuBench.Measuring.Trials;
using GpuBench.Torch.Host;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;

namespace GpuBench.Torch.Models;

/// <summary>
/// Operators on a host: one pass each, on libtorch's threads. libtorch makes 24 small passes per layer between the matrix products of a
/// step. For each, the weights have evicted code and data from the cache; together they take a third of the products' time.
/// </summary>
internal sealed unsafe class HostOperators(LlamaConfig config, ITensorFactory tensors, DType type, RotaryTable rotary) : ILayerOperators
{
    private readonly HostLayerAttention _attention = new();

    /// <summary>Whether there are kernels for models stored in this type.</summary>
    public static bool Has(DType type) => type is DType.Fp32 or DType.Bf16;

    public bool UsesViews => false;

    public bool AddsInNorms => true;

    public string Describe(DecoderPass pass, Positions positions, KvCache cache) =>
        "norms, attention and gates with one pass per operator on libtorch's threads";

    public ITensor Normalize(ITensor x, ITensor? addend, int rowCount, DeviceGain gain)
    {
        var result = tensors.Empty([rowCount, config.Hidden], type);
        if (type == DType.Fp32)
            Normalize<float>(x, addend, rowCount, gain, result);
        else
            Normalize<ushort>(x, addend, rowCount, gain, result);
        return result;
    }

    public ITensor Attend(DecoderPass pass, DeviceGain? headGains, int layer, Positions positions, KvCache cache)
    {
        var result = tensors.Empty([pass.RowCount, config.AttentionWidth], type);
        fixed (float* gains = headGains?.Values, rotations = rotary.Values)
        {
            if (type == DType.Fp32)
                _attention.Attend(Call<float>(pass, gains, rotations, cache.Layer(layer), positions, cache, result));
            else
                _attention.Attend(Call<ushort>(pass, gains, rotations, cache.Layer(layer), positions, cache, result));
        }
        return result;
    }

    public void Gate(DecoderPass pass)
    {
        if (type == DType.Fp32)
            HostGate.Gate(Of<float>(pass.Both), Of<float>(pass.Gated), pass.RowCount, config.Ffn);
        else
            HostGate.Gate(Of<ushort>(pass.Both), Of<ushort>(pass.Gated), pass.RowCount, config.Ffn);
    }

    private void Normalize<T>(ITensor x, ITensor? addend, int rowCount, DeviceGain gain, ITensor result) where T : unmanaged
    {
        fixed (float* gains = gain.Values)
        {
            var added = addend is null ? null : Of<T>(addend);
            HostNorm.Normalize(Of<T>(x), added, gains, Of<T>(result), rowCount, config.Hidden, (float)config.NormEpsilon);
        }
    }

    private HostAttentionCall<T> Call<T>(
        DecoderPass pass, float* gains, float* rotations, ITensor cached, Positions positions, KvCache cache, ITensor result)
        where T : unmanaged => new()
        {
            Projected = Of<T>(pass.Projected),
            Cache = Of<T>(cached),
            Result = Of<T>(result),
            HeadGains = gains,
            Rotations = rotations,
            Batch = positions.Batch,
            Start = positions.Start,
            Count = positions.Count,
            Capacity = cache.Capacity,
            QueryHeads = config.HeadCount,
            KvHeads = config.KvHeadCount,
            HeadSize = config.HeadSize,
            RotatedSize = config.RotarySize,
            Epsilon = (float)config.NormEpsilon,
        };

    /// <summary>The address of a row-major tensor, which the caller keeps alive.</summary>
    private static T* Of<T>(ITensor tensor) where T : unmanaged
    {
        LibTorchFunctions.ThrowOnError(LibTorchFunctions.aoti_torch_get_data_ptr(tensor.Handle, out var address), "a tensor's address");
        return (T*)address;
    }
}
