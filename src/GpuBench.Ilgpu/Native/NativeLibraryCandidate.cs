namespace GpuBench.Ilgpu.Native;

/// <summary>A file name, or full path, that a library may be found under.</summary>
/// <param name="Reason">When a machine has the library under this name.</param>
public sealed record NativeLibraryCandidate(string FileName, string Reason);
