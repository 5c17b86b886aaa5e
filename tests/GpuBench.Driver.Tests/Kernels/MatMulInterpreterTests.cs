using GpuBench.Kernels.MatMul;
using GpuBench.PtxInterpreter.Driver;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class MatMulInterpreterTests(FakeDriverFixture fixture)
{
    // Odd sizes, whole tiles, several tiles in each direction, more than two rounds along K, a long K for few rows, more columns for
    // few rows than resident groups take at once, and every remainder of a round of 16 along K.
    private static readonly MatMulSize[] Shapes =
    [
        new(1, 1, 1), new(3, 5, 4), new(17, 18, 19), new(33, 2, 40), new(64, 64, 16), new(65, 66, 67), new(4, 20, 130, 3),
        new(16, 136, 168), new(64, 128, 80), new(3, 18, 1072, 2), new(2, 226, 1072), new(13, 12, 28),
        new(66, 20, 36, 2), new(128, 64, 64),
    ];

    // One block along K and several, edges of tiles and of the blocks of B, and several tiles each way.
    private static readonly MatMulSize[] ScaledShapes =
        [new(1, 8, 128), new(13, 24, 384), new(61, 264, 256), new(257, 136, 128), new(129, 136, 640)];

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
        foreach (var shape in MatMulInterpreterCases.Served(kernel, variant, ShapesOf(variant)))
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
            var shape = MatMulInterpreterCases.Served(kernel, variant, ShapesOf(variant))[^1];
            MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, variant), variant, shape, name);
            session.AssertClean();
        }
    }

    /// <summary>The form for Ada multiplies fp8 itself; that for Hopper, as in the other tests, converts it to fp16.</summary>
    [LinuxX64Theory]
    [InlineData("tensor-tile"), InlineData("tensor-tile-256"), InlineData("tensor-tile-64")]
    public void Product_of_fp8_is_right_on_Ada(string name)
    {
        foreach (var variant in MatMulInterpreterCases.All
            .Where(pair => pair.Kernel.Name == name && pair.Variant.Types == MatMulTypes.Fp8).Select(pair => pair.Variant))
        {
            using var session = new InterpreterSession(fixture, Ada);
            var (kernel, _) = MatMulInterpreterCases.Find(name, variant.ToString());
            var launch = kernel.Load(session.Accelerator, variant);
            foreach (var shape in MatMulInterpreterCases.Served(kernel, variant, ShapesOf(variant)))
                MatMulCheck.Run(session.Accelerator, launch, variant, shape, name);
            session.AssertClean();
            Assert.All(
                session.Executor.Launches,
                one => Assert.Contains("mma.sync.aligned.m16n8k32.row.col.f32.e4m3", one.Launch.ModulePtx, StringComparison.Ordinal));
        }
    }

    [LinuxX64Theory]
    [InlineData("tensor-tile"), InlineData("tensor-tile-256"), InlineData("tensor-tile-64")]
    public void Scaled_product_of_drawn_shapes_is_right(string name)
    {
        var random = new Random(7);
        foreach (var device in (FakeCudaDevice[])[new(), Ada])
        {
            using var session = new InterpreterSession(fixture, device);
            var (kernel, variant) = MatMulInterpreterCases.Find(name, "fp8-e4m3-nt-block128");
            var launch = kernel.Load(session.Accelerator, variant);
            for (var i = 0; i < 5; i++)
            {
                MatMulSize shape = new(random.Next(1, 200), 8 * random.Next(1, 40), 128 * random.Next(1, 5));
                MatMulCheck.Run(session.Accelerator, launch, variant, shape, name);
            }

            session.AssertClean();
        }
    }

    /// <summary>More stages than shared memory holds, an edge each way, and two tiles each way.</summary>
    [LinuxX64Theory, InlineData("tensor-tile"), InlineData("tensor-tile-256"), InlineData("tensor-tile-64"), Trait("Tier", "all")]
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

    private static FakeCudaDevice Ada => new() { ComputeCapabilityMajor = 8, ComputeCapabilityMinor = 9 };

    private static MatMulSize[] ShapesOf(MatMulVariant variant) => variant.Scaling == MatMulScaling.None ? Shapes : ScaledShapes;
}
