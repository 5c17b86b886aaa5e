using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>Which kernel each kind of device gets, by its traits: none of these devices need be here.</summary>
public sealed class MatMulSelectionTests
{
    private const int StaticSharedBytes = 48 * 1024;

    private static readonly Dictionary<string, DeviceTraits> Devices = new(StringComparer.Ordinal)
    {
        ["sm_60"] = Cuda(60, 56),
        ["sm_61"] = Cuda(61, 30),
        ["sm_70"] = Cuda(70, 80),
        ["sm_75"] = Cuda(75, 40),
        ["sm_80"] = Cuda(80, 108),
        ["sm_86"] = Cuda(86, 84),
        ["sm_89"] = Cuda(89, 142),
        ["sm_90"] = Cuda(90, 132),
        ["opencl-gpu"] = new(AcceleratorType.OpenCL, IsProcessor: false, 0, 256, 64 * 1024, 60),
        ["opencl-processor"] = new(AcceleratorType.OpenCL, IsProcessor: true, 0, 4096, 512 * 1024, 2),
        ["cpu"] = new(AcceleratorType.CPU, IsProcessor: true, 0, 16, StaticSharedBytes, 1),
    };

    /// <summary>Squares, odd sizes, one row, one column, skinny ones and batches of either.</summary>
    private static readonly MatMulShape[] ShapeClasses =
    [
        new(4096, 4096, 4096), new(1000, 1000, 1000), new(997, 991, 983), new(1, 1, 1), new(1, 4096, 4096), new(1, 4097, 4095),
        new(4096, 1, 4096), new(16, 14336, 4096), new(64, 4096, 14336), new(63, 4097, 129), new(128, 128, 64, 32), new(1, 127, 63, 32),
    ];

    public static TheoryData<string> DeviceNames => [.. Devices.Keys];

    [Theory, MemberData(nameof(DeviceNames))]
    public void Every_type_layout_and_class_of_shape_has_a_kernel_that_can_run(string device)
    {
        foreach (var variant in MatMulKernels.All.SelectMany(kernel => kernel.Variants).Distinct())
        {
            foreach (var shape in ShapeClasses)
            {
                var choice = MatMulKernels.Select(Devices[device], variant, shape);
                Assert.Null(choice.Kernel.WhyNot(Devices[device], variant, shape));
                Assert.NotEmpty(choice.Reason);
            }
        }
    }

    [Fact]
    public void The_types_and_layouts_promised_are_there() => Assert.Superset(
        MatMulVariant.Of(MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16).ToHashSet(),
        MatMulKernels.All.SelectMany(kernel => kernel.Variants).ToHashSet());

    [Fact]
    public void A_type_without_code_is_refused_with_its_name()
    {
        var variant = new MatMulVariant(new(StorageType.Int32, StorageType.Int32, StorageType.Int32));
        var refusal = Assert.Throws<NotSupportedException>(() => MatMulKernels.Select(Devices["sm_90"], variant, new(64, 64, 64)));
        Assert.Contains(variant.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    private static DeviceTraits Cuda(int computeCapability, int multiprocessors) =>
        new(AcceleratorType.Cuda, IsProcessor: false, computeCapability, 1024, StaticSharedBytes, multiprocessors);
}
