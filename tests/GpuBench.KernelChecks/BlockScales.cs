using GpuBench.Kernels.MatMul;

namespace GpuBench.KernelChecks;

/// <summary>Seeded scales of the operands of one product; see <see cref="MatMulScaling.Block128"/>.</summary>
public sealed class BlockScales
{
    /// <summary>Elements along K that share a scale of A, and along K and N that share one of B.</summary>
    private const int Block = 128;

    private readonly MatMulSize _shape;
    private readonly float[] _a;
    private readonly float[] _b;

    private BlockScales(MatMulSize shape)
    {
        _shape = shape;
        _a = Random(BlocksOfK * shape.M, seed: 3);
        _b = Random(((shape.N - 1) / Block + 1) * BlocksOfK, seed: 4);
    }

    /// <summary>The words behind the elements of A.</summary>
    public IEnumerable<uint> WordsOfA => _a.Select(BitConverter.SingleToUInt32Bits);

    /// <summary>The words behind the elements of B.</summary>
    public IEnumerable<uint> WordsOfB => _b.Select(BitConverter.SingleToUInt32Bits);

    /// <summary>
    /// Roundoffs that a sum of scaled blocks adds. For each block a multiplication, by a quotient with an error of two units in the last
    /// place, which are four roundoffs; and one of the product of two scales.
    /// </summary>
    public int Roundoffs => 5 * BlocksOfK + 1;

    private int BlocksOfK => _shape.K / Block;

    /// <summary>Null if the variant has no scales.</summary>
    public static BlockScales? Of(MatMulVariant variant, MatMulSize shape) =>
        variant.Scaling == MatMulScaling.Block128 ? new(shape) : null;

    /// <summary>The factor of the product of element (m, k) of A and (k, n) of B.</summary>
    public double At(int m, int n, int k) => (double)_a[k / Block * _shape.M + m] * _b[n / Block * BlocksOfK + k / Block];

    /// <summary>
    /// Scales of quantized weights are about 2^-8. Neighbours differ by up to a factor of eight: a wrong one shows, and no block is too
    /// small to show.
    /// </summary>
    private static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => MathF.Pow(2, random.NextSingle() * 3 - 9))];
    }
}
