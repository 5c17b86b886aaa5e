using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Workloads;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Torch;

public sealed class TorchTypesTests
{
    private static readonly DeviceInfo Cpu = FakeDevice.SomeCpu;

    private static DeviceInfo Gpu(string architecture) =>
        Cpu with { Backend = Backend.Cuda, Class = DeviceClass.Accelerator, Architecture = architecture };

    private static NumericTriple Type(string name) => MatMulDefinition.Instance.DTypes[name];

    private static Trial MatMul(string type) => MatMul(type, new Point());

    private static Trial MatMul(string type, Point point) => new(
        "torchsharp", "cuda:0", "matmul", point, Type(type), new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));

    [Theory]
    [InlineData("fp32", "sm_90", false, HardwareUnit.Simt)]
    [InlineData("tf32", "sm_90", true, HardwareUnit.Tensor)]
    [InlineData("tf32", "sm_90", false, HardwareUnit.Simt)] // The value that was read back counts, not the requested one.
    [InlineData("fp16", "sm_70", false, HardwareUnit.Tensor)]
    [InlineData("fp16", "sm_60", false, HardwareUnit.Simt)]
    [InlineData("bf16", "sm_80", false, HardwareUnit.Tensor)]
    [InlineData("fp8-e4m3", "sm_89", false, HardwareUnit.Tensor)]
    public void The_unit_follows_from_type_architecture_and_setting(string type, string architecture, bool tf32IsOn, HardwareUnit unit) =>
        Assert.Equal(unit, TorchTypes.UnitOf(Gpu(architecture), Type(type), tf32IsOn));

    [Theory]
    [InlineData("fp32", true)]
    [InlineData("bf16", true)]
    [InlineData("fp16", false)]
    [InlineData("tf32", false)]
    public void A_CPU_supports_only_fp32_and_bf16(string type, bool offered) => Assert.Equal(offered, TorchTypes.Offers(Cpu, Type(type)));

    [Fact]
    public void Bf16_and_tf32_need_an_architecture_that_has_them()
    {
        Assert.Equal(TrialStatus.Unsupported, TorchTypes.Refuse(Gpu("sm_70"), MatMul("bf16"))!.Status);
        var reason = TorchTypes.Refuse(Gpu("sm_70"), MatMul("tf32"))!.Reason;
        Assert.All(["matmul", "sm_70", "--axis dtype="], word => Assert.Contains(word, reason, StringComparison.Ordinal));
        Assert.Null(TorchTypes.Refuse(Gpu("sm_70"), MatMul("fp16")));
    }

    [Theory]
    [InlineData("e4m3", "cpu", "torchsharp", "nt", 64, "--engine torch-stable")]
    [InlineData("e5m2", "cpu", "torchsharp", "nt", 64, "--engine torch-stable")]
    [InlineData("e4m3", "cpu", "torch-stable", "nn", 50, null)]
    [InlineData("e5m2", "cpu", "torch-stable", "nt", 50, null)]
    [InlineData("e4m3", "sm_80", "torch-stable", "nt", 64, "compute capability 8.9")]
    [InlineData("e4m3", "sm_89", "torch-stable", "nn", 64, "--axis layout=nt")]
    [InlineData("e4m3", "sm_90", "torch-stable", "nt", 50, "multiples of 16")]
    [InlineData("e4m3", "sm_90", "torch-stable", "nt", 64, null)]
    [InlineData("e5m2", "sm_90", "torch-stable", "nt", 64, "--axis dtype=fp8-e4m3")]
    public void Fp8_is_refused_if_libtorch_cannot_multiply(string format, string place, string engine, string layout, int n, string? reason)
    {
        var device = (place == "cpu" ? Cpu : Gpu(place)) with { Engine = engine };
        var trial = MatMul($"fp8-{format}", new() { { "m", 7 }, { "n", n }, { "k", 64 }, { "layout", layout } });
        var refusal = new TorchMatMulWorkload(engine).Refuse(device, trial);
        Assert.Equal(reason is null, refusal is null);
        if (reason is not null)
            Assert.Contains(reason, refusal!.Reason, StringComparison.Ordinal);
    }
}
