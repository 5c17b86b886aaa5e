namespace GpuBench.Torch.Loading;

/// <summary>The file to load as TorchSharp's bridge.</summary>
/// <param name="Note">Why a patched copy is not in the cache; null when it is, or was not needed.</param>
/// <param name="IsTemporary">Whether its folder is to go once the file is loaded.</param>
internal sealed record LoadableBridge(string Path, bool IsPatched, string? Note = null, bool IsTemporary = false);
