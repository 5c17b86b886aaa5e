namespace GpuBench.Torch.Loading;

/// <summary>A dynamic symbol that another library must provide.</summary>
/// <param name="IsWeak">Whether the file does without it.</param>
/// <param name="VersionIndex">The <see cref="ElfVersionNeed.Index"/> of the version it asks for; 0 or 1 for none.</param>
internal readonly record struct ElfUndefinedSymbol(string Name, bool IsWeak, ushort VersionIndex);
