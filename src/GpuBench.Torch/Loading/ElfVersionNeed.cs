namespace GpuBench.Torch.Loading;

/// <summary>One symbol version that an ELF file requires of a library.</summary>
/// <param name="Library">The library's soname, e.g. <c>libstdc++.so.6</c>.</param>
/// <param name="Version">E.g. <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="Index">What the file's symbols refer to this version by.</param>
/// <param name="IsWeak">Whether the dynamic linker goes on where the library lacks the version.</param>
/// <param name="FlagsOffset">Where the entry's flags lie, in bytes from the start of the file.</param>
internal readonly record struct ElfVersionNeed(string Library, string Version, ushort Index, bool IsWeak, int FlagsOffset);
