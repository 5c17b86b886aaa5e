using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.Devices;

namespace GpuBench.Kernels.Tests.MatMul;

/// <summary>
/// The algorithm for few rows on matrix units, on devices without them. The code is the same except for the matrix operations.
/// </summary>
[Collection(DeviceGroup.Name)]
public sealed class TensorSkinnyTests(DeviceFixture devices)
{
    // One row and one pair of columns, edges in each dimension, batches. K has parts for one warp, for some, or several for each.
    private static readonly MatMulSize[] Shapes = [new(1, 2, 16), new(13, 18, 48, 3), new(16, 16, 2048), new(9, 34, 4144)];

    private static readonly MatMulSize[] ShapesOf64Rows = [new(1, 2, 16), new(33, 18, 48, 2), new(64, 16, 2048), new(55, 34, 4144)];

    public static TheoryData<string> Variants => [.. TensorSkinnyMatMul.Of16Rows.Variants.Select(variant => variant.ToString())];

    private static IReadOnlyDictionary<string, MatMulVariant> Known { get; } =
        TensorSkinnyMatMul.Of16Rows.Variants.ToDictionary(variant => variant.ToString(), StringComparer.Ordinal);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Variants))]
    public void OpenCl_emulates_the_product_of_16_rows(string variant) =>
        Check(TestDevice.OpenCl, TensorSkinnyMatMul.Of16Rows, Known[variant], Shapes);

    [DeviceTheory(TestDevice.OpenCl), InlineData("bf16-nt"), InlineData("int8-nt")]
    public void OpenCl_emulates_the_product_of_64_rows(string variant) =>
        Check(TestDevice.OpenCl, TensorSkinnyMatMul.Of64Rows, Known[variant], ShapesOf64Rows);

    [DeviceTheory(TestDevice.CpuWide), MemberData(nameof(Variants))]
    public void Cpu_emulates_the_product_of_16_rows(string variant) =>
        Check(TestDevice.CpuWide, TensorSkinnyMatMul.Of16Rows, Known[variant], [new(13, 18, 48)]);

    [DeviceTheory(TestDevice.OpenCl), MemberData(nameof(Experiments)), Trait("Tier", "all")]
    public void OpenCl_emulates_the_product_of_an_experiment(string name, string variant)
    {
        var kernel = TensorSkinnyVariant.All.Single(kernel => kernel.Name == name);
        var launch = kernel.LoadEmulated(devices[TestDevice.OpenCl], Known[variant]);
        Check(TestDevice.OpenCl, name, launch, Known[variant], kernel.MaxRows == 16 ? Shapes : [.. ShapesOf64Rows, new(40, 258, 336, 2)]);
    }

    public static TheoryData<string, string> Experiments
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var kernel in TensorSkinnyVariant.All)
            {
                cases.Add(kernel.Name, "bf16-nt");
                cases.Add(kernel.Name, "fp16-nt");
                cases.Add(kernel.Name, "int8-nt");
            }
            return cases;
        }
    }

    private void Check(TestDevice device, TensorSkinnyMatMul kernel, MatMulVariant variant, MatMulSize[] shapes) =>
        Check(device, kernel.Name, kernel.LoadEmulated(devices[device], variant), variant, shapes);

    private void Check(TestDevice device, string name, MatMulLaunch launch, MatMulVariant variant, MatMulSize[] shapes)
    {
        var accelerator = devices[device];
        var faults = devices.IndexFaultCount;
        foreach (var shape in shapes)
            MatMulCheck.Run(accelerator, launch, variant, shape, name);
        Assert.Equal(faults, devices.IndexFaultCount);
    }
}
