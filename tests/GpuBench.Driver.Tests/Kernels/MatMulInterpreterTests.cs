using GpuBench.Kernels.MatMul;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class MatMulInterpreterTests(FakeDriverFixture fixture)
{
    // Odd sizes, whole tiles, several tiles in each direction, more than two rounds along K, and a long K for few rows.
    private static readonly MatMulSize[] Shapes =
    [
        new(1, 1, 1), new(3, 5, 4), new(17, 18, 19), new(33, 2, 40), new(64, 64, 16), new(65, 66, 67), new(4, 20, 130, 3),
        new(16, 136, 168), new(64, 128, 80), new(3, 18, 1072, 2), new(128, 64, 64),
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var (kernel, variant) in MatMulInterpreterCases.All)
                cases.Add(kernel.Name, variant.ToString());
            return cases;
        }
    }

    [LinuxX64Theory, MemberData(nameof(Cases))]
    public void Product_is_right_and_the_interpreter_reports_no_error(string name, string variantName)
    {
        using var session = new InterpreterSession(fixture);
        var (kernel, variant) = MatMulInterpreterCases.Find(name, variantName);
        var launch = kernel.Load(session.Accelerator, variant);
        foreach (var shape in MatMulInterpreterCases.Served(kernel, variant, Shapes))
            MatMulCheck.Run(session.Accelerator, launch, variant, shape, name);
        session.AssertClean();
    }

    [LinuxX64Theory, MemberData(nameof(Cases))]
    public void Product_does_not_depend_on_the_order_of_warps(string name, string variantName)
    {
        foreach (var seed in (int[])[1, 2, 3])
        {
            using var session = new InterpreterSession(fixture, seed);
            var (kernel, variant) = MatMulInterpreterCases.Find(name, variantName);
            var shape = MatMulInterpreterCases.Served(kernel, variant, Shapes)[^1];
            MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, variant), variant, shape, name);
            session.AssertClean();
        }
    }

    public static TheoryData<string> Trials => [.. TensorTileTrial.All.Select(kernel => kernel.Name)];

    [LinuxX64Theory, MemberData(nameof(Trials)), Trait("Tier", "all")]
    public void Product_of_many_stages_is_right(string name)
    {
        foreach (var variantName in (string[])["fp16-nt", "bf16"])
        {
            using var session = new InterpreterSession(fixture, 1);
            var (kernel, variant) = MatMulInterpreterCases.Find(name, variantName);
            MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, variant), variant, new(136, 272, 520), name);
            session.AssertClean();
        }
    }

    [LinuxX64Theory, InlineData("async-tile", "fp32"), InlineData("tensor-tile", "fp16-nt"), InlineData("tensor-tile", "bf16")]
    public void Product_of_several_large_tiles_each_way_is_right(string name, string variantName)
    {
        using var session = new InterpreterSession(fixture);
        var (kernel, variant) = MatMulInterpreterCases.Find(name, variantName);
        MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, variant), variant, new(256, 256, 128), name);
        session.AssertClean();
    }
}
