using System.Runtime.InteropServices;
using GpuBench.Torch.Host;

namespace GpuBench.Tests.Torch;

/// <summary>Attention of a layer in double precision, position after position, and its operands.</summary>
internal sealed class HostAttentionReference
{
    private const float Epsilon = 1e-5f;

    private readonly HostShape _shape;
    private readonly double[] _projected;
    private readonly double[] _gains;
    private readonly double[] _rotations;
    private readonly double[] _cache;

    public HostAttentionReference(HostShape shape, int seed)
    {
        var random = new Random(seed);
        _shape = shape;
        _projected = Numbers((long)shape.Batch * shape.Count * (shape.QueryHeads + (2 * shape.KvHeads)) * shape.HeadSize);
        _gains = shape.HasNorms ? Numbers((shape.QueryHeads + shape.KvHeads) * shape.HeadSize) : [];
        _rotations = [.. Enumerable.Range(0, shape.Capacity * shape.Rotated / 2)
            .SelectMany(_ => random.NextDouble() * 6 is var angle ? new[] { (float)Math.Cos(angle), (double)(float)Math.Sin(angle) } : [])];
        _cache = Numbers((long)shape.Batch * 2 * shape.KvHeads * shape.Capacity * shape.HeadSize);
        for (var at = 0; at < _cache.Length; at++)
        {
            if (at / shape.HeadSize % shape.Capacity >= shape.Start)
                _cache[at] = double.NaN;
        }

        // Numbers that bf16 holds exactly. Scores of up to about ten make the softmax uneven.
        double[] Numbers(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (random.Next(513) - 256) / 128.0)];
    }

    /// <summary>Runs the tested kernel on the same operands.</summary>
    /// <param name="attend">Receives the call.</param>
    /// <returns>The result and the cache.</returns>
    public unsafe (double[] Result, double[] Cache) Run<T>(HostKernel<T> attend) where T : unmanaged
    {
        var (projected, cache) = (HostNumbers.To<T>(_projected), HostNumbers.To<T>(_cache));
        var result = new T[_shape.Batch * _shape.Count * _shape.QueryHeads * _shape.HeadSize];
        var (gains, rotations) = (HostNumbers.To<float>(_gains), HostNumbers.To<float>(_rotations));
        fixed (T* p = projected, c = cache, r = result)
        fixed (float* g = gains, t = rotations)
        {
            attend(new()
            {
                Projected = p,
                Cache = c,
                Result = r,
                HeadGains = g,
                Rotations = t,
                Batch = _shape.Batch,
                Start = _shape.Start,
                Count = _shape.Count,
                Capacity = _shape.Capacity,
                QueryHeads = _shape.QueryHeads,
                KvHeads = _shape.KvHeads,
                HeadSize = _shape.HeadSize,
                RotatedSize = _shape.Rotated,
                Epsilon = Epsilon,
            });
        }
        return (HostNumbers.From(result), HostNumbers.From(cache));
    }

    /// <returns>The result, and the cache with the new positions.</returns>
    public (double[] Result, double[] Cache) Expect<T>() where T : unmanaged
    {
        var shape = _shape;
        var cache = (double[])_cache.Clone();
        var result = new double[shape.Batch * shape.Count * shape.QueryHeads * shape.HeadSize];
        for (var sequence = 0; sequence < shape.Batch; sequence++)
        {
            for (var position = 0; position < shape.Count; position++)
            {
                for (var head = 0; head < 2 * shape.KvHeads; head++)
                {
                    var stored = HostNumbers.From(HostNumbers.To<T>(Prepared(sequence, position, shape.QueryHeads + head)));
                    stored.CopyTo(cache, CacheAt(sequence, head, shape.Start + position));
                }
                for (var head = 0; head < shape.QueryHeads; head++)
                {
                    Attend(Prepared(sequence, position, head), sequence, head, shape.Start + position, cache).CopyTo(
                        result, ((((sequence * shape.Count) + position) * shape.QueryHeads) + head) * shape.HeadSize);
                }
            }
        }
        return (result, cache);
    }

    private int CacheAt(int sequence, int head, int position) =>
        ((((sequence * 2 * _shape.KvHeads) + head) * _shape.Capacity) + position) * _shape.HeadSize;

    /// <summary>Normalised and rotated, if it is a query or key.</summary>
    private double[] Prepared(int sequence, int position, int head)
    {
        var size = _shape.HeadSize;
        var heads = _shape.QueryHeads + (2 * _shape.KvHeads);
        var x = _projected.AsSpan(((((sequence * _shape.Count) + position) * heads) + head) * size, size).ToArray();
        if (head >= _shape.QueryHeads + _shape.KvHeads)
            return x;
        if (_shape.HasNorms)
        {
            var norm = Math.Sqrt((x.Sum(value => value * value) / size) + Epsilon);
            x = [.. x.Select((value, i) => value / norm * _gains[(head * size) + i])];
        }
        var rotation = _rotations.AsSpan((_shape.Start + position) * _shape.Rotated, _shape.Rotated);
        for (var i = 0; i < _shape.Rotated; i += 2)
        {
            var (cosine, sine) = (rotation[i], rotation[i + 1]);
            (x[i], x[i + 1]) = ((x[i] * cosine) - (x[i + 1] * sine), (x[i] * sine) + (x[i + 1] * cosine));
        }
        return x;
    }

    private double[] Attend(double[] query, int sequence, int head, int last, double[] cache)
    {
        var kvHead = head / (_shape.QueryHeads / _shape.KvHeads);
        var weights = new double[last + 1];
        for (var position = 0; position <= last; position++)
        {
            var at = CacheAt(sequence, kvHead, position);
            var score = 0.0;
            for (var i = 0; i < query.Length; i++)
                score += query[i] * cache[at + i];
            weights[position] = Math.Exp(score / Math.Sqrt(query.Length));
        }
        var (mixed, total) = (new double[query.Length], weights.Sum());
        for (var position = 0; position <= last; position++)
        {
            var at = CacheAt(sequence, _shape.KvHeads + kvHead, position);
            for (var i = 0; i < query.Length; i++)
                mixed[i] += weights[position] / total * cache[at + i];
        }
        return mixed;
    }
}

internal delegate void HostKernel<T>(in HostAttentionCall<T> call) where T : unmanaged;

/// <param name="Rotated">Rotated elements of a head.</param>
internal sealed record HostShape(
    int Batch, int Start, int Count, int QueryHeads, int KvHeads, int HeadSize, int Rotated, bool HasNorms)
{
    public int Capacity => Start + Count + 5;
}

/// <summary>fp32 and bf16 (as its bits) as arrays of doubles.</summary>
internal static class HostNumbers
{
    public static T[] To<T>(double[] values) where T : unmanaged
    {
        if (typeof(T) == typeof(float))
            return (T[])(object)Array.ConvertAll(values, value => (float)value);
        return (T[])(object)Array.ConvertAll(values, value => Bf16((float)value));
    }

    public static double[] From<T>(T[] values) where T : unmanaged => typeof(T) == typeof(float)
        ? Array.ConvertAll((float[])(object)values, value => (double)value)
        : Array.ConvertAll(
            MemoryMarshal.Cast<T, ushort>(values).ToArray(), value => (double)BitConverter.UInt32BitsToSingle((uint)value << 16));

    private static ushort Bf16(float value)
    {
        if (float.IsNaN(value))
            return 0x7FC0;
        var bits = BitConverter.SingleToUInt32Bits(value);
        var (kept, rest) = ((ushort)(bits >> 16), bits & 0xFFFF);
        return (ushort)(rest > 0x8000 || (rest == 0x8000 && kept % 2 == 1) ? kept + 1 : kept);
    }
}
