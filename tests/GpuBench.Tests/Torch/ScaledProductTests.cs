using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Torch.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>fp8 products with scales per block. No test calls libtorch, which multiplies them on a GPU only.</summary>
public sealed class ScaledProductTests
{
    private static readonly DeviceInfo Hopper = FakeDevice.SomeCpu with
    {
        Engine = TorchEngines.Stable,
        Backend = Backend.Cuda,
        Class = DeviceClass.Accelerator,
        Architecture = "sm_90",
        Capabilities = [BlockScaling.Capability],
    };

    private static Trial Trial(int m = 64, int n = 272, int k = 512, string layout = "nt", string type = "fp8-e4m3", int batch = 1) => new(
        TorchEngines.Stable, "cuda:0", "matmul",
        new() { { "m", m }, { "n", n }, { "k", k }, { "layout", layout }, { "batch", batch }, { "scaling", "block-128" } },
        MatMulDefinition.Instance.DTypes[type], new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));

    private static string? Reason(DeviceInfo device, Trial trial) =>
        new TorchMatMulWorkload(TorchEngines.Stable).Refuse(device, trial)?.Reason;

    /// <summary>N is a multiple of 16, and not always of 128.</summary>
    [Theory]
    [InlineData(64, 272, 512)]
    [InlineData(4, 16, 512)]
    [InlineData(8, 256, 1024)]
    public void Operands_and_scales_have_the_sizes_and_strides_of_PyTorch_and_the_product_passes_its_check(int m, int n, int k)
    {
        using var device = new HostDevice();
        Assert.Null(Reason(Hopper, Trial(m, n, k)));
        using var trial = new TorchMatMulWorkload(TorchEngines.Stable).Prepare(device, Trial(m, n, k), seed: 3);
        Assert.Equal("torch._scaled_mm, out, scales per block", trial.Kernel.Name);
        Assert.False(trial.Check(0).Passed);
        trial.Launch(0);
        Assert.InRange(trial.Check(0).MaxError, 0, 1);
        Assert.False(trial.Check(0).Passed);
    }

    [Theory]
    [InlineData("sm_89", "compute capability 9.0")]
    [InlineData("sm_100", "compute capability 9.0")]
    [InlineData("sm_120", "compute capability 9.0")]
    [InlineData("sm_90", null)]
    public void Only_Hopper_has_scales_per_block(string architecture, string? reason) =>
        AssertReason(reason, Reason(Hopper with { Architecture = architecture }, Trial()));

    [Theory]
    [InlineData(12080, false)] // PyTorch 2.10 for CUDA 12.8, which TorchSharp's packages have
    [InlineData(12090, true)]
    [InlineData(13000, true)]
    [InlineData(0, false)] // unknown
    public void Scales_per_block_need_a_libtorch_for_CUDA_12_9(int version, bool has)
    {
        Assert.Equal(has, BlockScaling.IsIn(version));
        var device = Hopper with { Capabilities = has ? [BlockScaling.Capability] : [] };
        AssertReason(has ? null : "--libtorch", Reason(device, Trial()));
    }

    [Theory]
    [InlineData(66, 256, 512, "M as a multiple of 4")]
    [InlineData(64, 256, 640, "K of 512")] // five scales a row, which versions of PyTorch pad or not
    [InlineData(64, 264, 512, "multiples of 16")]
    [InlineData(64, 272, 512, null)]
    public void Sizes_that_cuBLASLt_does_not_take_are_refused(int m, int n, int k, string? reason) =>
        AssertReason(reason, Reason(Hopper, Trial(m, n, k)));

    [Fact]
    public void A_CPU_and_TorchSharp_are_refused_with_what_to_do()
    {
        AssertReason("--axis scaling=per-tensor", Reason(FakeDevice.SomeCpu with { Engine = TorchEngines.Stable }, Trial()));
        var sharp = new TorchMatMulWorkload(TorchEngines.TorchSharp).Refuse(Hopper with { Engine = TorchEngines.TorchSharp }, Trial());
        AssertReason("use --engine torch-stable", sharp!.Reason);
    }

    private static void AssertReason(string? expected, string? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is not null)
            Assert.Contains(expected, actual, StringComparison.Ordinal);
    }

    /// <summary>Says that it is a GPU, and multiplies on the host.</summary>
    private sealed class HostDevice : ITorchDevice
    {
        public DeviceInfo Info => Hopper;

        public string EngineVersion => "strided";

        public DeviceTimer Timer => new(DeviceTimer.HostStopwatch, 1e-9, 0);

        public ITensorFactory Tensors { get; } = new StridedTensors();

        public IPeakMemory PeakMemory => throw new NotSupportedException();

        public ILaunchRecorder? Recorder => null;

        public HostDataCache HostData { get; } = new();

        public LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount) => throw new NotSupportedException();

        public void Synchronize() { }

        public Telemetry? ReadTelemetry() => null;

        public void Dispose() { }
    }
}
