using GpuBench.PtxInterpreter.Elf;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>A theory that needs the fake driver.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FakeDriverTheoryAttribute : TheoryAttribute
{
    public FakeDriverTheoryAttribute() => Skip = JumpTableLibrary.RefusalReason;
}
