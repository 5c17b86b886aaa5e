using System.Runtime.InteropServices;

namespace GpuBench.Ilgpu.Native;

/// <summary>One native library of the vendor: what code imports it as, and where it really is.</summary>
/// <param name="ImportNames">As declared by importing assemblies; which one may depend on the system.</param>
/// <param name="PathVariable">
/// Environment variable with a full path. When it is set nothing else is tried: a measurement must not run on a library other
/// than the one named.
/// </param>
/// <param name="Candidates">Tried in order.</param>
public sealed record NativeLibraryEntry(IReadOnlyList<string> ImportNames, string? PathVariable, IReadOnlyList<NativeLibraryCandidate> Candidates)
{
    /// <summary>The value of <see cref="PathVariable"/>, read anew each time; <see langword="null"/> when unset or empty.</summary>
    public string? ConfiguredPath =>
        PathVariable is not null && Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } path ? path : null;

    /// <summary>What <see cref="Find"/> tries, in order.</summary>
    public IReadOnlyList<string> NamesToTry =>
        ConfiguredPath is { } path ? [path] : [.. Candidates.Select(candidate => candidate.FileName)];

    /// <summary>Loads the first name that loads.</summary>
    /// <returns><see langword="null"/> when none does.</returns>
    public NativeLibraryMatch? Find()
    {
        foreach (var name in NamesToTry)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return new(name, handle);
        }

        return null;
    }
}
