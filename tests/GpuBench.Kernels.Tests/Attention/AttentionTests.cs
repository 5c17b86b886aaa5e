using CsCheck;
using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.Attention;

[Collection(DeviceGroup.Name)]
public sealed class AttentionTests(DeviceFixture devices)
{
    private static readonly AttentionSize[] Shapes =
    [
        new(1, 1, 1, 1, 1, 1, false), new(1, 1, 1, 1, 5, 3, false), new(2, 2, 1, 3, 4, 5, true), new(1, 2, 2, 4, 2, 7, true),
        new(1, 1, 1, 4, 4, 32, true), new(1, 1, 1, 1, 9, 64, false), new(1, 2, 1, 3, 6, 64, true), new(1, 1, 1, 2, 3, 128, true),
        new(1, 4, 2, 5, 7, 96, true), new(1, 2, 1, 64, 64, 64, true), new(2, 4, 2, 65, 67, 64, false), new(1, 2, 1, 63, 130, 64, true),
        new(1, 1, 1, 130, 65, 64, true), new(1, 2, 1, 70, 129, 128, false), new(2, 2, 2, 100, 100, 128, true),
        new(1, 8, 1, 1, 200, 128, true),
    ];

    public static TheoryData<string, StorageType> Cases
    {
        get
        {
            var cases = new TheoryData<string, StorageType>();
            foreach (var kernel in AttentionKernels.All)
            {
                cases.Add(kernel.Name, StorageType.Fp32);
                cases.Add(kernel.Name, StorageType.Fp16);
            }

            return cases;
        }
    }

    public static TheoryData<StorageType> Storages => [StorageType.Fp32, StorageType.Fp16];

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Cases))]
    public void Cpu_attention_is_right(string kernel, StorageType storage) =>
        CheckFixedShapes(TestDevice.CpuWide, kernel, storage, maxWork: 3_000);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Cases))]
    public void OpenCl_attention_is_right(string kernel, StorageType storage) =>
        CheckFixedShapes(TestDevice.OpenCl, kernel, storage, maxWork: 4_000_000);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(Cases))]
    public void Cuda_attention_is_right(string kernel, StorageType storage) =>
        CheckFixedShapes(TestDevice.Cuda, kernel, storage, maxWork: 4_000_000);

    [DeviceTheory(TestDevice.Cpu), MemberData(nameof(Storages))]
    public void Cpu_selection_serves_random_shapes(StorageType storage) => CheckDrawnShapes(TestDevice.Cpu, storage, longest: 12);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Storages)), Trait("Tier", "all")]
    public void OpenCl_selection_serves_random_shapes(StorageType storage) => CheckDrawnShapes(TestDevice.OpenCl, storage, longest: 150);

    [DeviceTheory(TestDevice.Cuda), MemberData(nameof(Storages))]
    public void Cuda_selection_serves_random_shapes(StorageType storage) => CheckDrawnShapes(TestDevice.Cuda, storage, longest: 150);

    [Fact]
    public void Selection_never_puts_a_barrier_on_the_cpu()
    {
        string[] barrierFree = ["naive", "row-slice"];
        foreach (var shape in Shapes)
            Assert.Contains(
                AttentionKernels.Select(DeviceTraits.Of(devices[TestDevice.CpuWide]), StorageType.Fp32, shape).Kernel.Name,
                barrierFree, StringComparer.Ordinal);
    }

    [Fact]
    public void Query_heads_that_are_not_a_multiple_of_the_key_heads_are_refused()
    {
        var shape = new AttentionSize(1, 3, 2, 4, 4, 64, false);
        Assert.All(
            AttentionKernels.All,
            kernel => Assert.Contains(
                "multiple of Hkv",
                kernel.RefusalReason(DeviceTraits.Of(devices[TestDevice.CpuWide]), StorageType.Fp32, shape),
                StringComparison.Ordinal));
    }

    private void CheckFixedShapes(TestDevice device, string name, StorageType storage, long maxWork)
    {
        var accelerator = devices[device];
        var kernel = AttentionKernels.All.Single(k => string.Equals(k.Name, name, StringComparison.Ordinal));
        var launch = kernel.Load(accelerator, storage);
        var served = Shapes
            .Where(
                s => (long)s.B * s.H * s.T * s.S * s.D <= maxWork && kernel.RefusalReason(DeviceTraits.Of(accelerator), storage, s) is null)
            .ToArray();
        Assert.NotEmpty(served);
        var faults = devices.IndexFaultCount;
        foreach (var shape in served)
            AttentionCheck.Run(accelerator, launch, storage, shape, name);
        Assert.Equal(faults, devices.IndexFaultCount);
    }

    private void CheckDrawnShapes(TestDevice device, StorageType storage, int longest)
    {
        var accelerator = devices[device];
        var launches = new Dictionary<IAttentionKernel, AttentionLaunch>();
        // Head dimensions without a fast kernel are rarer, because the naive kernel does D times the work.
        var headDimension = Gen.Frequency((4, Gen.Const(64)), (3, Gen.Const(128)), (2, Gen.Const(32)), (1, Gen.Int[1, 9]));
        var faults = devices.IndexFaultCount;
        Gen.Select(Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[1, 2], Gen.Int[1, longest], Gen.Int[1, longest], headDimension, Gen.Bool,
            (b, group, hkv, t, s, d, causal) => new AttentionSize(b, group * hkv, hkv, t, s, d, causal)).Sample(shape =>
        {
            var kernel = AttentionKernels.Select(DeviceTraits.Of(accelerator), storage, shape).Kernel;
            if (!launches.TryGetValue(kernel, out var launch))
                launches[kernel] = launch = kernel.Load(accelerator, storage);
            AttentionCheck.Run(accelerator, launch, storage, shape, kernel.Name);
        }, iter: 25, threads: 1);
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
