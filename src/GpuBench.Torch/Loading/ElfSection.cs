namespace GpuBench.Torch.Loading;

/// <summary>One entry of an ELF section header table; offsets and sizes in bytes from the start of the file.</summary>
/// <param name="Link">For tables that hold names: the index of their string section.</param>
/// <param name="Info">For version requirements: the number of libraries they name.</param>
internal sealed record ElfSection(uint Type, ulong Offset, ulong Size, uint Link, uint Info);
