namespace GpuBench.Kernels.Tests.Sanitizer;

/// <summary>A theory that is skipped, with the reason, if oclgrind is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OclgrindTheoryAttribute : TheoryAttribute
{
    public OclgrindTheoryAttribute() =>
        Skip = File.Exists(Oclgrind.LibraryPath) ? null : $"{Oclgrind.LibraryPath} is absent (Debian package oclgrind)";
}
