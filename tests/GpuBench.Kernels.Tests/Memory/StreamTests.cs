using CsCheck;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.Memory;

[Collection(DeviceGroup.Name)]
public sealed class StreamTests(DeviceFixture devices)
{
    private const float Scalar = 0.4f;
    private const double Roundoff = 1.0 / (1 << 24);

    [DeviceTheory(TestDevice.Cpu), MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void Cpu_stream_is_right(StreamOperation operation, string kernel) => Check(TestDevice.Cpu, operation, kernel, largest: 3_000);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void OpenCl_stream_is_right(StreamOperation operation, string kernel) =>
        Check(TestDevice.OpenCl, operation, kernel, largest: 100_000);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void Cuda_stream_is_right(StreamOperation operation, string kernel) =>
        // More elements than a resident grid computes at once: 4096 for each of the 8 groups of a multiprocessor, if it loops over tiles.
        Check(TestDevice.Cuda, operation, kernel, largest: kernel == "quad-tile-loop" ? 6_000_000 : 2_000_000);

    [Fact]
    public void Every_operation_has_a_selected_kernel_that_is_no_experiment() => Assert.All(Enum.GetValues<StreamOperation>(), operation =>
    {
        var selected = StreamKernels.Select(devices[TestDevice.Cpu], operation, 1).Kernel;
        Assert.Equal((operation, false), (selected.Operation, selected.IsExperiment));
    });

    private void Check(TestDevice device, StreamOperation operation, string name, int largest)
    {
        var kernel = StreamKernels.All.Single(k => k.Operation == operation && string.Equals(k.Name, name, StringComparison.Ordinal));
        var faults = devices.IndexFaultCount;
        foreach (var elements in (int[])[1, 7, 1024, largest - 1])
            CheckSize(device, kernel, elements);
        // The number of samples is small, because each load compiles the kernel again.
        Gen.Int[1, largest].Sample(elements => CheckSize(device, kernel, elements), iter: 2, threads: 1);
        Assert.Equal(faults, devices.IndexFaultCount);
    }

    private void CheckSize(TestDevice device, IStreamKernel kernel, int elements)
    {
        var accelerator = devices[device];
        Assert.Null(kernel.RefusalReason(accelerator, elements));
        var hostA = HostTensor.Random(StorageType.Fp32, elements, seed: 1);
        var hostB = HostTensor.Random(StorageType.Fp32, elements, seed: 2);
        var isReduction = kernel.Operation is StreamOperation.Dot or StreamOperation.Read;
        using var a = new GuardedBuffer(accelerator, hostA.Words);
        using var b = new GuardedBuffer(accelerator, hostB.Words);
        using var c = new GuardedBuffer(accelerator, isReduction ? kernel.PartialCount(accelerator) : elements);

        kernel.Load(accelerator, elements)(accelerator.DefaultStream, a.View, b.View, c.View, Scalar);
        accelerator.Synchronize();

        var what = $"{kernel.Name} {kernel.Operation} of {elements}";
        if (isReduction)
            AssertSum(kernel.Operation, hostA.Values, hostB.Values, c.Read(), what);
        else
            AssertArray(kernel.Operation, hostA.Values, hostB.Values, c.Read(), what);
    }

    private static void AssertArray(StreamOperation operation, double[] a, double[] b, uint[] words, string what)
    {
        double[] expected = [.. a.Zip(b, (x, y) => operation switch
        {
            StreamOperation.Copy => x,
            StreamOperation.Mul => Scalar * x,
            StreamOperation.Add => x + y,
            _ => x + Scalar * y,
        })];
        // One rounding of the result. A triad that is not fused also rounds the product.
        double[] tolerance = [.. expected.Select(e => operation == StreamOperation.Copy ? 0 : Roundoff * (Math.Abs(e) + 1))];
        HostTensor.AssertClose(StorageType.Fp32, expected, tolerance, words, what);
    }

    private static void AssertSum(StreamOperation operation, double[] a, double[] b, uint[] words, string what)
    {
        double[] terms = [.. a.Zip(b, (x, y) => operation == StreamOperation.Dot ? x * y : x)];
        var actual = HostTensor.Decode(StorageType.Fp32, words, words.Length).Sum();
        var tolerance = ((double)terms.Length / words.Length + 8) * Roundoff * terms.Sum(Math.Abs);
        Assert.True(Math.Abs(actual - terms.Sum()) <= tolerance, $"{what}: {actual} instead of {terms.Sum()} within {tolerance}");
    }
}
