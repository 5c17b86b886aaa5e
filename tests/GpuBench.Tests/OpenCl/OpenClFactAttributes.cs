using Xunit;

namespace GpuBench.Tests.OpenCl;

/// <summary>A fact that is skipped, with the reason, if the stand-in for the OpenCL loader cannot be built.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandInFactAttribute : FactAttribute
{
    public StandInFactAttribute() => Skip = StandInLoader.AbsenceReason;
}

/// <summary>The same for a theory.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StandInTheoryAttribute : TheoryAttribute
{
    public StandInTheoryAttribute() => Skip = StandInLoader.AbsenceReason;
}

/// <summary>A fact that is skipped, with the reason, if Mesa's Rusticl is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RusticlFactAttribute : FactAttribute
{
    public RusticlFactAttribute() => Skip = File.Exists(OpenClDrivers.RusticlLibrary)
        ? null
        : $"{OpenClDrivers.RusticlLibrary} is absent (Debian package mesa-opencl-icd)";
}
