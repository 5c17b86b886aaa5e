using GpuBench.PtxInterpreter.Elf;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Conformance;

/// <summary>A theory that needs the stand-in for the driver.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandInTheoryAttribute : TheoryAttribute
{
    public StandInTheoryAttribute() => Skip = JumpTableLibrary.WhyNot;
}
