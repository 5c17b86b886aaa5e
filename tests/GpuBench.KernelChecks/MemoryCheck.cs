using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;

namespace GpuBench.KernelChecks;

/// <summary>Runs a fill or a stream kernel on the interpreter and compares its results with the host's.</summary>
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

    public static void RunStream(InterpreterSession session, IStreamKernel kernel, int elements)
    {
        var accelerator = session.Accelerator;
        var hostA = HostTensor.Random(StorageType.Fp32, elements, seed: 1);
        var hostB = HostTensor.Random(StorageType.Fp32, elements, seed: 2);
        var isReduction = kernel.Operation is StreamOperation.Dot or StreamOperation.Read;
        using var a = new GuardedBuffer(accelerator, hostA.Words);
        using var b = new GuardedBuffer(accelerator, hostB.Words);
        using var c = new GuardedBuffer(accelerator, isReduction ? kernel.PartialCount(accelerator) : elements);

        kernel.Load(accelerator, elements)(accelerator.DefaultStream, a.View, b.View, c.View, Scalar);
        accelerator.Synchronize();

        var what = $"{kernel.Name} {kernel.Operation} of {elements}";
        double[] terms = [.. hostA.Values.Zip(hostB.Values, (x, y) => Term(kernel.Operation, x, y))];
        if (!isReduction)
        {
            double[] tolerance = [.. terms.Select(term => Roundoff * (Math.Abs(term) + 1))];
            HostTensor.AssertClose(StorageType.Fp32, terms, tolerance, c.Read(), what);
            return;
        }

        var partials = c.Read();
        var sum = HostTensor.Decode(StorageType.Fp32, partials, partials.Length).Sum();
        var allowed = ((double)elements / partials.Length + 8) * Roundoff * terms.Sum(Math.Abs);
        Assert.True(Math.Abs(sum - terms.Sum()) <= allowed, $"{what}: {sum} instead of {terms.Sum()} within {allowed}");
    }

    private static double Term(StreamOperation operation, double x, double y) => operation switch
    {
        StreamOperation.Copy or StreamOperation.Read => x,
        StreamOperation.Mul => Scalar * x,
        StreamOperation.Add => x + y,
        StreamOperation.Dot => x * y,
        _ => x + Scalar * y,
    };
}
