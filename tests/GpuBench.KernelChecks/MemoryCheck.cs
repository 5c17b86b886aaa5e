using System.Globalization;
using System.Runtime.InteropServices;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.KernelChecks;

/// <summary>Runs a fill on the interpreter, or a stream kernel on any device, and compares its results with the host's.</summary>
internal static class MemoryCheck
{
    private const float Scalar = 0.4f;
    private const double Roundoff = 1.0 / (1 << 24);

    public static TheoryData<StreamOperation, string> Cases
    {
        get
        {
            var cases = new TheoryData<StreamOperation, string>();
            foreach (var kernel in StreamKernels.All)
                cases.Add(kernel.Operation, kernel.Name);
            return cases;
        }
    }

    public static void RunFill(InterpreterSession session, StorageType storage)
    {
        const int words = 1007;
        const ulong seed = 0xFEDC_BA98_7654_3210;
        using var target = new GuardedBuffer(session.Accelerator, words);

        FillKernel.Load(session.Accelerator, storage)(session.Accelerator.DefaultStream, target.View, seed);
        session.Accelerator.Synchronize();

        var elementsPerWord = storage == StorageType.Fp32 ? 1 : 2;
        var values = Enumerable.Range(0, words * elementsPerWord).Select(index => FillKernel.Value(seed, index)).ToArray();
        Assert.Equal(HostTensor.Of(storage, values).Words, target.Read());
    }

    /// <summary>Runs the kernel with the grid that it chooses.</summary>
    public static void RunStream(Accelerator accelerator, IStreamKernel kernel, int elements)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        RunStream(accelerator, kernel, elements, kernel.Load(accelerator, elements));
    }

    /// <param name="launch">The loaded kernel; serves the number of elements.</param>
    public static void RunStream(Accelerator accelerator, IStreamKernel kernel, int elements, StreamLaunch launch)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(launch);
        float[] hostA = Values(elements, seed: 1), hostB = Values(elements, seed: 2);
        var isReduction = kernel.Operation is StreamOperation.Dot or StreamOperation.Read;
        using var a = new GuardedBuffer(accelerator, Words(hostA));
        using var b = new GuardedBuffer(accelerator, Words(hostB));
        using var c = new GuardedBuffer(accelerator, isReduction ? kernel.PartialCount(accelerator) : elements);

        launch(accelerator.DefaultStream, a.View, b.View, c.View, Scalar);
        accelerator.Synchronize();

        var what = $"{kernel.Name} {kernel.Operation} of {elements}";
        if (isReduction)
            AssertSum(kernel.Operation, hostA, hostB, c.Read(), what);
        else
            AssertArray(kernel.Operation, hostA, hostB, c.Read(), what);
    }

    // Plain loops over whole arrays: on a GPU the arrays have millions of elements, and the check takes most of the time of a test.
    private static void AssertArray(StreamOperation operation, float[] a, float[] b, uint[] words, string what)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var expected = Term(operation, a[i], b[i]);
            // One rounding of the result. A triad that is not fused also rounds the product.
            var tolerance = operation == StreamOperation.Copy ? 0 : Roundoff * (Math.Abs(expected) + 1);
            double actual = BitConverter.UInt32BitsToSingle(words[i]);
            if (!(Math.Abs(actual - expected) <= tolerance))
                Assert.Fail(string.Create(
                    CultureInfo.InvariantCulture, $"{what}: element {i} is {actual:R}, expected {expected:R} within {tolerance:E2}"));
        }
    }

    private static void AssertSum(StreamOperation operation, float[] a, float[] b, uint[] partials, string what)
    {
        double actual = 0, expected = 0, magnitude = 0;
        foreach (var partial in partials)
            actual += BitConverter.UInt32BitsToSingle(partial);
        for (var i = 0; i < a.Length; i++)
        {
            var term = Term(operation, a[i], b[i]);
            expected += term;
            magnitude += Math.Abs(term);
        }

        var tolerance = ((double)a.Length / partials.Length + 8) * Roundoff * magnitude;
        if (!(Math.Abs(actual - expected) <= tolerance))
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture, $"{what}: the sum is {actual:R}, expected {expected:R} within {tolerance:E2}"));
    }

    /// <summary>Uniform in [-1, 1).</summary>
    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = random.NextSingle() * 2f - 1f;
        return values;
    }

    private static uint[] Words(float[] values) => MemoryMarshal.Cast<float, uint>(values).ToArray();

    private static double Term(StreamOperation operation, double x, double y) => operation switch
    {
        StreamOperation.Copy or StreamOperation.Read => x,
        StreamOperation.Mul => Scalar * x,
        StreamOperation.Add => x + y,
        StreamOperation.Dot => x * y,
        _ => x + Scalar * y,
    };
}
