namespace GpuBench.Ilgpu.Native;

/// <summary>The candidate that loaded.</summary>
/// <param name="Handle">Of the loaded library; the operating system counts loads, and nothing here unloads.</param>
public sealed record NativeLibraryMatch(string FileName, nint Handle);
