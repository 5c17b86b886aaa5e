using GpuBench.Kernels;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.Tests.MatMul;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(StandInTests.Name)]
public sealed class MatMulMachineTests(StandInFixture fixture)
{
    // Odd sizes, whole tiles, several tiles in each direction, and more than two rounds along K.
    private static readonly MatMulShape[] Shapes = [new(1, 1, 1), new(3, 5, 4), new(17, 18, 19), new(33, 2, 40), new(64, 64, 16), new(65, 66, 67), new(64, 128, 80), new(128, 64, 64)];

    public static TheoryData<string, StorageType> Cases
    {
        get
        {
            var cases = new TheoryData<string, StorageType>();
            foreach (var kernel in MatMulKernels.All)
            {
                cases.Add(kernel.Name, StorageType.Fp32);
                cases.Add(kernel.Name, StorageType.Fp16);
            }

            return cases;
        }
    }

    [LinuxX64Theory, MemberData(nameof(Cases))]
    public void Product_is_right_and_the_code_keeps_to_the_rules(string name, StorageType storage)
    {
        using var session = new MachineSession(fixture);
        var kernel = MatMulKernels.All.Single(kernel => kernel.Name == name);
        var served = Shapes.Where(shape => kernel.WhyNot(session.Accelerator, storage, shape) is null).ToArray();
        Assert.NotEmpty(served);

        var launch = kernel.Load(session.Accelerator, storage);
        foreach (var shape in served)
            MatMulCheck.Run(session.Accelerator, launch, storage, shape, name);
        session.AssertClean();
    }

    [LinuxX64Theory, MemberData(nameof(Cases))]
    public void Product_does_not_depend_on_the_order_of_warps(string name, StorageType storage)
    {
        foreach (var seed in (int[])[1, 2, 3])
        {
            using var session = new MachineSession(fixture, seed);
            var kernel = MatMulKernels.All.Single(kernel => kernel.Name == name);
            var shape = Shapes.Last(shape => kernel.WhyNot(session.Accelerator, storage, shape) is null);

            MatMulCheck.Run(session.Accelerator, kernel.Load(session.Accelerator, storage), storage, shape, name);
            session.AssertClean();
        }
    }
}
