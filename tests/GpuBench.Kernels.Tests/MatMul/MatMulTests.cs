using CsCheck;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.MatMul;

[Collection(DeviceGroup.Name)]
public sealed class MatMulTests(DeviceFixture devices)
{
    private static readonly MatMulSize[] Shapes =
    [
        new(1, 1, 1), new(1, 1, 7), new(2, 3, 5), new(3, 5, 4), new(1, 64, 64), new(5, 4, 8), new(7, 8, 12), new(16, 16, 16),
        new(17, 18, 19), new(33, 2, 40), new(61, 68, 20), new(64, 64, 16), new(65, 66, 67), new(64, 128, 48), new(128, 64, 64),
        new(1, 1, 1, 3), new(3, 5, 7, 3), new(5, 8, 12, 2), new(66, 68, 20, 3), new(9, 34, 2128), new(61, 18, 1072, 2),
        new(13, 12, 28), new(66, 20, 36, 2),
    ];

    /// <summary>One block along K and several; edges of tiles, and of the blocks of B.</summary>
    private static readonly MatMulSize[] ScaledShapes = [new(1, 8, 128), new(61, 264, 384), new(129, 136, 256), new(257, 520, 640)];

    /// <summary>Kernel and variant. The variant is text, because test names show it.</summary>
    public static TheoryData<string, string> Cases => CasesOf(MatMulKernels.All);

    /// <summary>The cases without kernels that run only on CUDA.</summary>
    public static TheoryData<string, string> PortableCases => CasesOf(MatMulKernels.All.Where(kernel => !kernel.UsesMatrixUnits));

    /// <summary>The variants without those that only matrix units compute.</summary>
    public static TheoryData<string> PortableVariants =>
        [.. Known.Where(pair => !pair.Value.Types.NeedMatrixUnits).Select(pair => pair.Key)];

    public static TheoryData<string> ScaledVariants =>
        [.. Known.Where(pair => pair.Value.Scaling != MatMulScaling.None).Select(pair => pair.Key)];

    private static IReadOnlyDictionary<string, MatMulVariant> Known { get; } =
        MatMulKernels.All.SelectMany(kernel => kernel.Variants).Distinct()
            .ToDictionary(variant => variant.ToString(), StringComparer.Ordinal);

    private static MatMulVariant Fp32 => new(MatMulTypes.Fp32);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(PortableCases))]
    public void Cpu_product_is_right(string kernel, string variant) =>
        CheckFixedShapes(TestDevice.CpuWide, kernel, Known[variant], maxWork: 20_000);

    /// <summary>Products of 64 rows and columns. Barriers are slow on this device, so larger shapes would take too long.</summary>
    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(PortableCases)), Trait("Tier", "all")]
    public void Cpu_product_of_whole_tiles_is_right(string kernel, string variant) =>
        CheckFixedShapes(TestDevice.CpuWide, kernel, Known[variant], maxWork: 70_000, minWork: 20_000);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(PortableCases))]
    public void OpenCl_product_is_right(string kernel, string variant) =>
        CheckFixedShapes(TestDevice.OpenCl, kernel, Known[variant], maxWork: long.MaxValue);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(Cases))]
    public void Cuda_product_is_right(string kernel, string variant) =>
        CheckFixedShapes(TestDevice.Cuda, kernel, Known[variant], maxWork: long.MaxValue);

    [DeviceTheory(TestDevice.Cpu), MemberData(nameof(PortableVariants))]
    public void Cpu_selection_serves_random_shapes(string variant) => CheckDrawnShapes(TestDevice.Cpu, Known[variant], largest: 20);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(PortableVariants))]
    public void OpenCl_selection_serves_random_shapes(string variant) => CheckDrawnShapes(TestDevice.OpenCl, Known[variant], largest: 150);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(PortableVariants))]
    public void Cuda_selection_serves_random_shapes(string variant) => CheckDrawnShapes(TestDevice.Cuda, Known[variant], largest: 300);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(ScaledVariants))]
    public void Cuda_selection_serves_random_scaled_shapes(string variant) => CheckDrawn(
        TestDevice.Cuda, Known[variant],
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 60], Gen.Int[1, 6], (m, n, k) => new MatMulSize(m, 8 * n, 128 * k)));

    [Fact]
    public void Selection_never_puts_a_barrier_on_the_cpu()
    {
        string[] barrierFree = ["naive", "register-block", "packed-panel", "int8-block"];
        foreach (var variant in (MatMulVariant[])[Fp32, new(MatMulTypes.Int8)])
        {
            foreach (var shape in Shapes)
                Assert.Contains(
                    MatMulKernels.Select(DeviceTraits.Of(devices[TestDevice.CpuWide]), variant, shape).Kernel.Name,
                    barrierFree, StringComparer.Ordinal);
        }
    }

    [Fact]
    public void A_tensor_beyond_32_bit_indices_is_refused()
    {
        var shape = new MatMulSize(1 << 16, 1 << 16, 64);
        var device = DeviceTraits.Of(devices[TestDevice.CpuWide]);
        Assert.All(
            MatMulKernels.All,
            kernel => Assert.Contains("32-bit", kernel.RefusalReason(device, kernel.Variants[0], shape), StringComparison.Ordinal));
        Assert.Throws<NotSupportedException>(() => MatMulKernels.Select(device, Fp32, shape));
    }

    private static TheoryData<string, string> CasesOf(IEnumerable<IMatMulKernel> kernels)
    {
        var cases = new TheoryData<string, string>();
        foreach (var kernel in kernels)
        {
            foreach (var variant in kernel.Variants)
                cases.Add(kernel.Name, variant.ToString());
        }

        return cases;
    }

    private void CheckFixedShapes(TestDevice device, string name, MatMulVariant variant, long maxWork, long minWork = 1)
    {
        var accelerator = devices[device];
        var kernel = MatMulKernels.All.Single(k => string.Equals(k.Name, name, StringComparison.Ordinal));
        var traits = DeviceTraits.Of(accelerator);
        var served = (variant.Scaling == MatMulScaling.None ? Shapes : ScaledShapes)
            .Where(s => (long)s.M * s.N * s.K * s.BatchCount is var work && work >= minWork && work <= maxWork
                && kernel.RefusalReason(traits, variant, s) is null)
            .ToArray();
        if (kernel is PackedPanelMatMul && !traits.IsProcessor)
        {
            Assert.Empty(served);
            return;
        }

        Assert.NotEmpty(served);
        var launch = kernel.Load(accelerator, variant);
        var faults = devices.IndexFaultCount;
        foreach (var shape in served)
            MatMulCheck.Run(accelerator, launch, variant, shape, name);
        Assert.Equal(faults, devices.IndexFaultCount);
    }

    private void CheckDrawnShapes(TestDevice device, MatMulVariant variant, int largest)
    {
        // Multiples of the kernels' units are drawn as often as odd sizes.
        var size = Gen.OneOf(Gen.Const(1), Gen.Const(2), Gen.Const(4), Gen.Const(16), Gen.Const(64))
            .SelectMany(unit => Gen.Int[1, Math.Max(1, largest / unit)].Select(count => unit * count));
        CheckDrawn(device, variant, Gen.Select(size, size, size, Gen.Int[1, 3], (m, n, k, batch) => new MatMulSize(m, n, k, batch)));
    }

    private void CheckDrawn(TestDevice device, MatMulVariant variant, Gen<MatMulSize> shapes)
    {
        var accelerator = devices[device];
        var launches = new Dictionary<IMatMulKernel, MatMulLaunch>();
        var faults = devices.IndexFaultCount;
        shapes.Sample(shape =>
        {
            var kernel = MatMulKernels.Select(DeviceTraits.Of(accelerator), variant, shape).Kernel;
            if (!launches.TryGetValue(kernel, out var launch))
                launches[kernel] = launch = kernel.Load(accelerator, variant);
            MatMulCheck.Run(accelerator, launch, variant, shape, kernel.Name);
        }, iter: 30, threads: 1);
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
