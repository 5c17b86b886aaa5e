using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Storage;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>The kernel that each kind of device gets. The selection uses only traits, so this machine does not need the devices.</summary>
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
        ["opencl-gpu-64-items"] = new(AcceleratorType.OpenCL, IsProcessor: false, 0, 64, 16 * 1024, 1),
        ["opencl-gpu-1-item"] = new(AcceleratorType.OpenCL, IsProcessor: false, 0, 1, 0, 1),
        ["opencl-processor-16-kib"] = new(AcceleratorType.OpenCL, IsProcessor: true, 0, 1024, 16 * 1024, 8),
        ["opencl-processor-1-item"] = new(AcceleratorType.OpenCL, IsProcessor: true, 0, 1, 16 * 1024, 1),
        ["cpu"] = new(AcceleratorType.CPU, IsProcessor: true, 0, 16, StaticSharedBytes, 1),
    };

    /// <summary>Squares, odd sizes, one row, one column, few rows, and batches of a square and of one row.</summary>
    private static readonly MatMulSize[] ShapeClasses =
    [
        new(4096, 4096, 4096), new(1000, 1000, 1000), new(997, 991, 983), new(1, 1, 1), new(1, 4096, 4096), new(1, 4097, 4095),
        new(4096, 1, 4096), new(16, 14336, 4096), new(64, 4096, 14336), new(63, 4097, 129), new(128, 128, 64, 32), new(1, 127, 63, 32),
    ];

    public static TheoryData<string> DeviceNames => [.. Devices.Keys];

    [Theory, MemberData(nameof(DeviceNames))]
    public void Every_type_layout_and_class_of_shape_has_a_kernel_that_can_run(string device)
    {
        foreach (var variant in Portable)
        {
            foreach (var shape in ShapeClasses)
            {
                var choice = MatMulKernels.Select(Devices[device], variant, shape);
                Assert.Null(choice.Kernel.RefusalReason(Devices[device], variant, shape));
                Assert.NotEmpty(choice.Reason);
            }
        }
    }

    /// <summary>
    /// 132 multiprocessors: 128x256 tiles for whole rounds of them, 128x128 tiles for fewer, and for a few more than a round.
    /// </summary>
    [Theory]
    [InlineData(4096, 4096, 1, "tensor-tile-256"), InlineData(8192, 8192, 1, "tensor-tile-256")]
    [InlineData(128, 256, 132, "tensor-tile-256")]
    [InlineData(128, 256, 131, "tensor-tile"), InlineData(128, 256, 133, "tensor-tile"), InlineData(128, 128, 264, "tensor-tile")]
    [InlineData(1024, 1024, 1, "tensor-tile"), InlineData(65, 33792, 1, "tensor-tile-256")]
    public void Tensor_cores_of_sm_90_get_the_tiles_that_keep_all_of_them_busy(int m, int n, int batch, string kernel)
    {
        var choice = MatMulKernels.Select(Devices["sm_90"], new(MatMulTypes.Bf16), new(m, n, 4096, batch));
        Assert.Equal(kernel, choice.Kernel.Name);
        Assert.Contains("tensor cores do the most multiply-adds", choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_tiles_are_refused_without_the_shared_memory_that_they_need()
    {
        var device = Devices["sm_90"] with { OptInSharedBytesPerGroup = 64 * 1024 };
        var (variant, shape) = (new MatMulVariant(MatMulTypes.Bf16), new MatMulSize(4096, 4096, 4096));
        Assert.Equal("tensor-tile", MatMulKernels.Select(device, variant, shape).Kernel.Name);
        Assert.Equal(
            "needs 98304 bytes of dynamic shared memory, the device allows 65536",
            TensorTileMatMul.Wide.RefusalReason(device, variant, shape));
    }

    /// <summary>A stage of async-tile has 16 of K, and the last one is always whole.</summary>
    [Theory, InlineData(12, "register-tile"), InlineData(16, "async-tile"), InlineData(20, "async-tile")]
    public void Fp32_products_with_less_than_a_stage_of_K_take_register_tile(int k, string kernel)
    {
        foreach (var variant in MatMulVariant.Of(MatMulTypes.Fp32))
            Assert.Equal(kernel, MatMulKernels.Select(Devices["sm_90"], variant, new(4096, 4096, k)).Kernel.Name);
    }

    [Theory]
    [InlineData("sm_60", "sm_80"), InlineData("sm_75", "sm_80"), InlineData("opencl-gpu", "sm_80"), InlineData("cpu", "sm_80")]
    public void Tf32_is_refused_with_the_units_that_it_needs(string device, string units) => AssertRefused(device, MatMulTypes.Tf32, units);

    [Theory]
    [InlineData("sm_70", "sm_89"), InlineData("sm_86", "sm_89"), InlineData("opencl-processor", "sm_89")]
    public void Fp8_is_refused_with_the_units_that_it_needs(string device, string units) => AssertRefused(device, MatMulTypes.Fp8, units);

    [Theory]
    [InlineData("sm_90", 4096, 4096, "tensor-tile-256"), InlineData("sm_89", 1024, 1024, "tensor-tile")]
    [InlineData("sm_90", 64, 14336, "tensor-tile-64"), InlineData("sm_90", 1, 14336, "tensor-tile-64")]
    [InlineData("sm_90", 1, 4096, "tensor-tile")]
    public void Scaled_products_get_tiles_for_few_rows_too(string device, int m, int n, string kernel) =>
        Assert.Equal(kernel, MatMulKernels.Select(Devices[device], Scaled, new(m, n, 4096)).Kernel.Name);

    [Theory]
    [InlineData("sm_90", 64, 64, 192, 1, "needs K to be a multiple of 128, it is 192")]
    [InlineData("sm_90", 64, 64, 128, 2, "has scales for one product, not for a batch")]
    [InlineData("sm_90", 64, 60, 128, 1, "needs N to be a multiple of 8, it is 60")]
    [InlineData("sm_80", 64, 64, 128, 1, "needs the matrix units of CUDA's sm_89 or later, this is sm_80")]
    [InlineData("cpu", 64, 64, 128, 1, "needs the matrix units of CUDA's sm_89 or later, this is not a CUDA device")]
    public void Scaled_products_are_refused_with_the_reason(string device, int m, int n, int k, int batch, string reason)
    {
        var refusal = Assert.Throws<NotSupportedException>(() => MatMulKernels.Select(Devices[device], Scaled, new(m, n, k, batch)));
        Assert.EndsWith($": {reason}", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A kernel that took the elements and left out the scales would be wrong.</summary>
    [Fact]
    public void Only_kernels_with_code_for_scales_serve_scaled_variants()
    {
        foreach (var kernel in MatMulKernels.All)
        {
            foreach (var variant in kernel.Variants.Select(variant => variant with { Scaling = MatMulScaling.Block128 }).Distinct())
            {
                foreach (var device in Devices.Values)
                {
                    var reason = kernel.RefusalReason(device, variant, new(16, 128, 128));
                    if (kernel is not TensorTileMatMul || variant != Scaled)
                        Assert.Equal($"has no code for {variant}", reason);
                }
            }
        }

        Assert.All(
            (IMatMulKernel[])[TensorTileMatMul.Square, TensorTileMatMul.Wide, TensorTileMatMul.Flat],
            kernel => Assert.Null(kernel.RefusalReason(Devices["sm_89"], Scaled, new(16, 128, 128))));
    }

    [Fact]
    public void There_are_kernels_for_fp32_fp16_bf16_and_int8_in_every_layout() => Assert.Superset(
        MatMulVariant.Of(MatMulTypes.Fp32, MatMulTypes.Fp16, MatMulTypes.Bf16, MatMulTypes.Int8).ToHashSet(),
        MatMulKernels.All.SelectMany(kernel => kernel.Variants).ToHashSet());

    [Fact]
    public void A_type_without_code_is_refused_with_its_name()
    {
        var variant = new MatMulVariant(new(StorageType.Int32, StorageType.Int32, StorageType.Int32));
        var refusal = Assert.Throws<NotSupportedException>(() => MatMulKernels.Select(Devices["sm_90"], variant, new(64, 64, 64)));
        Assert.Contains(variant.ToString(), refusal.Message, StringComparison.Ordinal);
    }

    private static MatMulVariant Scaled => new(MatMulTypes.Fp8, MatMulLayout.NT, MatMulScaling.Block128);

    private static IEnumerable<MatMulVariant> Portable =>
        MatMulKernels.All.SelectMany(kernel => kernel.Variants).Distinct().Where(variant => !variant.Types.NeedMatrixUnits);

    private static void AssertRefused(string device, MatMulTypes types, string units)
    {
        foreach (var variant in MatMulVariant.Of(types))
        {
            var refusal = Assert.Throws<NotSupportedException>(() => MatMulKernels.Select(Devices[device], variant, new(64, 64, 64)));
            Assert.Contains($"needs the matrix units of CUDA's {units} or later", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static DeviceTraits Cuda(int computeCapability, int multiprocessors) =>
        new(AcceleratorType.Cuda, IsProcessor: false, computeCapability, 1024, StaticSharedBytes, multiprocessors)
        {
            OptInSharedBytesPerGroup = computeCapability switch
            {
                < 70 => StaticSharedBytes,
                70 => 96 * 1024,
                75 => 64 * 1024,
                80 => 163 * 1024,
                86 or 89 => 99 * 1024,
                _ => 227 * 1024,
            },
        };
}
