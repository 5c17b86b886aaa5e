using CsCheck;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.MatMul;

[Collection(DeviceGroup.Name)]
public sealed class MatMulTests(DeviceFixture devices)
{
    private static readonly MatMulShape[] Shapes =
    [
        new(1, 1, 1), new(1, 1, 7), new(2, 3, 5), new(3, 5, 4), new(1, 64, 64), new(5, 4, 8), new(7, 8, 12), new(16, 16, 16),
        new(17, 18, 19), new(33, 2, 40), new(61, 68, 20), new(64, 64, 16), new(65, 66, 67), new(64, 128, 48), new(128, 64, 64),
    ];

    public static TheoryData<string, StorageType> Cases
    {
        get
        {
            var cases = new TheoryData<string, StorageType>();
            foreach (var kernel in MatMulKernels.All)
            {
                cases.Add(kernel.Name, StorageType.Fp32);
                cases.Add(kernel.Name, StorageType.Fp16);
            }

            return cases;
        }
    }

    public static TheoryData<StorageType> Storages => [StorageType.Fp32, StorageType.Fp16];

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Cases))]
    public void Cpu_product_is_right(string kernel, StorageType storage) => CheckFixedShapes(TestDevice.CpuWide, kernel, storage, maxWork: 70_000);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Cases))]
    public void OpenCl_product_is_right(string kernel, StorageType storage) => CheckFixedShapes(TestDevice.OpenCl, kernel, storage, maxWork: long.MaxValue);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(Cases))]
    public void Cuda_product_is_right(string kernel, StorageType storage) => CheckFixedShapes(TestDevice.Cuda, kernel, storage, maxWork: long.MaxValue);

    [DeviceTheory(TestDevice.Cpu), MemberData(nameof(Storages))]
    public void Cpu_selection_serves_drawn_shapes(StorageType storage) => CheckDrawnShapes(TestDevice.Cpu, storage, largest: 20);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Storages))]
    public void OpenCl_selection_serves_drawn_shapes(StorageType storage) => CheckDrawnShapes(TestDevice.OpenCl, storage, largest: 150);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(Storages))]
    public void Cuda_selection_serves_drawn_shapes(StorageType storage) => CheckDrawnShapes(TestDevice.Cuda, storage, largest: 300);

    [Fact]
    public void Selection_never_puts_a_barrier_on_the_cpu()
    {
        string[] barrierFree = ["naive", "register-block"];
        foreach (var shape in Shapes)
            Assert.Contains(MatMulKernels.Select(devices[TestDevice.CpuWide], StorageType.Fp32, shape).Kernel.Name, barrierFree, StringComparer.Ordinal);
    }

    [Fact]
    public void A_tensor_beyond_32_bit_indices_is_refused()
    {
        var shape = new MatMulShape(1 << 16, 1 << 16, 64);
        Assert.All(MatMulKernels.All, kernel => Assert.Contains("32-bit", kernel.WhyNot(devices[TestDevice.CpuWide], StorageType.Fp32, shape), StringComparison.Ordinal));
        Assert.Throws<NotSupportedException>(() => MatMulKernels.Select(devices[TestDevice.Cpu], StorageType.Fp32, shape));
    }

    private void CheckFixedShapes(TestDevice device, string name, StorageType storage, long maxWork)
    {
        var accelerator = devices[device];
        var kernel = MatMulKernels.All.Single(k => string.Equals(k.Name, name, StringComparison.Ordinal));
        var launch = kernel.Load(accelerator, storage);
        var served = Shapes.Where(s => (long)s.M * s.N * s.K <= maxWork && kernel.WhyNot(accelerator, storage, s) is null).ToArray();
        Assert.NotEmpty(served);
        var faults = devices.IndexFaultCount;
        foreach (var shape in served)
            MatMulCheck.Run(accelerator, launch, storage, shape, name);
        Assert.Equal(faults, devices.IndexFaultCount);
    }

    private void CheckDrawnShapes(TestDevice device, StorageType storage, int largest)
    {
        var accelerator = devices[device];
        var launches = new Dictionary<IMatMulKernel, MatMulLaunch>();
        // Multiples of the kernels' units come up as often as odd sizes.
        var size = Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(4), Gen.Const(16), Gen.Const(64)).SelectMany(unit => Gen.Int[1, Math.Max(1, largest / unit)].Select(count => unit * count));
        var faults = devices.IndexFaultCount;
        Gen.Select(size, size, size, (m, n, k) => new MatMulShape(m, n, k)).Sample(shape =>
        {
            var kernel = MatMulKernels.Select(accelerator, storage, shape).Kernel;
            if (!launches.TryGetValue(kernel, out var launch))
                launches[kernel] = launch = kernel.Load(accelerator, storage);
            MatMulCheck.Run(accelerator, launch, storage, shape, kernel.Name);
        }, iter: 40, threads: 1);
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
