using System.Text.Json;

namespace GpuBench.Measuring.Trials;

/// <summary>A word stands in a file that this version does not have: a newer one may have written it, or somebody misspelt it.</summary>
public sealed class UnknownWordException(string word, IReadOnlyList<string> known)
    : JsonException($"'{word}' is not known to this version, which knows {string.Join(", ", known)}; update gpubench, or correct the word")
{
    public string Word { get; } = word;
}
