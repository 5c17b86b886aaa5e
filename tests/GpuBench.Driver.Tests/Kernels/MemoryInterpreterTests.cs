using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;

namespace GpuBench.Driver.Tests.Kernels;

[Collection(FakeDriverTests.Name)]
public sealed class MemoryInterpreterTests(FakeDriverFixture fixture)
{
    [LinuxX64Theory, MemberData(nameof(MemoryCheck.Cases), MemberType = typeof(MemoryCheck))]
    public void Stream_is_right_and_the_interpreter_reports_no_error(StreamOperation operation, string name)
    {
        using var session = new InterpreterSession(fixture);
        var kernel = StreamKernels.All.Single(kernel => kernel.Operation == operation && kernel.Name == name);
        foreach (var elements in (int[])[1, 7, 1024, 3999, 5003, 140_001])
            MemoryCheck.RunStream(session, kernel, elements);
        session.AssertClean();
    }

    [LinuxX64Theory, MemberData(nameof(TransposeCheck.Cases), MemberType = typeof(TransposeCheck))]
    public void Transpose_is_right_and_the_interpreter_reports_no_error(string name, StorageType storage)
    {
        using var session = new InterpreterSession(fixture, seed: 1);
        var kernel = TransposeCheck.Find(name);
        var launch = kernel.Load(session.Accelerator, storage);
        foreach (var size in TransposeCheck.Served(kernel, session.Accelerator, storage))
            TransposeCheck.Run(session.Accelerator, launch, storage, size, name);
        session.AssertClean();
    }

    [LinuxX64Theory, InlineData(StorageType.Fp32), InlineData(StorageType.Fp16)]
    public void Fill_is_recomputable_bit_for_bit(StorageType storage)
    {
        using var session = new InterpreterSession(fixture);
        MemoryCheck.RunFill(session, storage);
        session.AssertClean();
    }
}
