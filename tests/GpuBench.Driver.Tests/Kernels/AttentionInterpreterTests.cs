using GpuBench.Kernels.Attention;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Storage;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class AttentionInterpreterTests(FakeDriverFixture fixture)
{
    // Single rows, head dimensions with and without a fast kernel, edges of tiles, and several tiles of keys.
    private static readonly AttentionSize[] Shapes =
    [
        new(1, 1, 1, 1, 1, 1, false), new(2, 2, 1, 3, 4, 5, true), new(1, 2, 1, 3, 6, 64, true), new(1, 1, 1, 2, 3, 128, true),
        new(1, 2, 1, 33, 40, 64, true), new(1, 1, 1, 65, 131, 64, false), new(1, 2, 1, 5, 70, 128, true),
    ];

    public static TheoryData<string, StorageType, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, StorageType, int>();
            foreach (var kernel in AttentionKernels.All)
            {
                foreach (var seed in (int[])[0, 1, 2])
                {
                    cases.Add(kernel.Name, StorageType.Fp32, seed);
                    cases.Add(kernel.Name, StorageType.Fp16, seed);
                }
            }

            return cases;
        }
    }

    [LinuxX64Theory, MemberData(nameof(Cases))]
    public void Attention_is_right_and_the_interpreter_reports_no_error(string name, StorageType storage, int seed)
    {
        using var session = new InterpreterSession(fixture, seed);
        var kernel = AttentionKernels.All.Single(kernel => kernel.Name == name);
        var served = Shapes.Where(shape => kernel.RefusalReason(DeviceTraits.Of(session.Accelerator), storage, shape) is null).ToArray();
        Assert.NotEmpty(served);

        var launch = kernel.Load(session.Accelerator, storage);
        foreach (var shape in served)
            AttentionCheck.Run(session.Accelerator, launch, storage, shape, name);
        session.AssertClean();
    }
}
