using GpuBench.Engines;
using GpuBench.Measuring.Devices;
using GpuBench.Tests.Fakes;
using GpuBench.Torch.Devices;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>Which of the two engines on libtorch a run uses.</summary>
public sealed class EngineChoiceTests
{
    private static readonly Inventory Ilgpu = On("ilgpu");
    private static readonly Inventory Misfit = Inventory.Lacking(TorchEngines.TorchSharp, Backend.Cpu, "It does not fit.", "Take another.");
    private static readonly Inventory NoStable = Inventory.Lacking(TorchEngines.Stable, Backend.Cpu, "There is none.", "Find one.");

    [Fact]
    public void Only_torchsharp_measures_libtorch_if_its_bridge_fits() =>
        Assert.Equal(["ilgpu", "torchsharp"], Engines(Ilgpu.And(On(TorchEngines.TorchSharp)).And(On(TorchEngines.Stable))));

    [Fact]
    public void The_stable_interface_is_used_if_the_bridge_does_not_fit_and_the_reason_is_kept()
    {
        var chosen = EngineChoice.Among(Ilgpu.And(Misfit).And(On(TorchEngines.Stable)), engine: null);
        Assert.Equal(["ilgpu", "torch-stable"], chosen.Devices.Select(device => device.Engine));
        Assert.Equal("It does not fit.", Assert.Single(chosen.Missing).Reason);
    }

    [Fact]
    public void A_missing_libtorch_is_reported_once()
    {
        var chosen = EngineChoice.Among(Ilgpu.And(Misfit).And(NoStable), engine: null);
        Assert.Equal(TorchEngines.TorchSharp, Assert.Single(chosen.Missing).Engine);
    }

    [Theory]
    [InlineData("torchsharp")]
    [InlineData("torch-stable")]
    public void A_requested_engine_is_never_removed(string engine)
    {
        var everything = On(TorchEngines.TorchSharp).And(On(TorchEngines.Stable)).And(NoStable);
        Assert.Same(everything, EngineChoice.Among(everything, engine));
    }

    private static Inventory On(string engine) => Inventory.Of(FakeDevice.SomeCpu with { Engine = engine });

    private static IEnumerable<string> Engines(Inventory inventory) =>
        EngineChoice.Among(inventory, engine: null).Devices.Select(device => device.Engine);
}
