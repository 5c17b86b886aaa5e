using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>The algorithm for matrix units on devices without them. The code is the same except for the matrix operations.</summary>
[Collection(DeviceGroup.Name)]
public sealed class TensorTileTests(DeviceFixture devices)
{
    // Less than one tile, one whole tile, edges in each dimension, fewer than three stages, many more stages, more rows of tiles
    // than a block of rows, and batches.
    private static readonly MatMulSize[] Shapes =
    [
        new(1, 8, 16), new(13, 24, 32, 3), new(128, 128, 64), new(129, 136, 48), new(77, 24, 208), new(2177, 8, 16),
    ];

    /// <summary>Each type and each layout of B's tile once, because a compiler takes about twenty seconds for each variant.</summary>
    public static TheoryData<string> Variants => ["fp16-nt", "bf16", "tf32", "int8-nt", "fp8-e4m3-nt"];

    private static IReadOnlyDictionary<string, MatMulVariant> Known { get; } =
        new TensorTileMatMul().Variants.ToDictionary(variant => variant.ToString(), StringComparer.Ordinal);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Variants)), Trait("Tier", "all")]
    public void OpenCl_emulates_the_product(string variant) => Check(TestDevice.OpenCl, Known[variant], Shapes);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Variants))]
    public void Cpu_emulates_the_product(string variant) => Check(TestDevice.CpuWide, Known[variant], [new(13, 24, 32)]);

    public static TheoryData<string, string> Trials
    {
        get
        {
            var trials = new TheoryData<string, string>();
            foreach (var kernel in TensorTileTrial.All)
            {
                trials.Add(kernel.Name, "fp16-nt");
                trials.Add(kernel.Name, "bf16");
            }

            return trials;
        }
    }

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Trials)), Trait("Tier", "all")]
    public void OpenCl_emulates_the_trial(string kernel, string variant) => CheckTrial(TestDevice.OpenCl, kernel, Known[variant], Shapes);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Trials)), Trait("Tier", "all")]
    public void Cpu_emulates_the_trial(string kernel, string variant) =>
        CheckTrial(TestDevice.CpuWide, kernel, Known[variant], [new(13, 24, 32)]);

    private void CheckTrial(TestDevice device, string name, MatMulVariant variant, MatMulSize[] shapes)
    {
        var accelerator = devices[device];
        var launch = TensorTileTrial.All.Single(kernel => kernel.Name == name).LoadEmulated(accelerator, variant);
        var faults = devices.IndexFaultCount;
        foreach (var shape in shapes)
            MatMulCheck.Run(accelerator, launch, variant, shape, name);
        Assert.Equal(faults, devices.IndexFaultCount);
    }

    private void Check(TestDevice device, MatMulVariant variant, MatMulSize[] shapes)
    {
        var accelerator = devices[device];
        var launch = new TensorTileMatMul().LoadEmulated(accelerator, variant);
        var faults = devices.IndexFaultCount;
        foreach (var shape in shapes)
            MatMulCheck.Run(accelerator, launch, variant, shape, "tensor-tile");
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
