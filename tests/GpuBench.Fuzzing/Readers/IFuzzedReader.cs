namespace GpuBench.Fuzzing.Readers;

/// <summary>A reader of the product, as the product uses it: also what it does with what it read.</summary>
public interface IFuzzedReader
{
    string Name { get; }

    /// <summary>Valid inputs, from which the others are made.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>What a refusal must name; null where only its caller knows the file.</summary>
    string? FileName { get; }

    /// <returns>The JSON texts in an input, each of which must be JSON where the input is accepted; none where it is no JSON.</returns>
    IEnumerable<byte[]> JsonTexts(byte[] input);

    /// <summary>Whether comments are let pass.</summary>
    bool IsLenient { get; }

    /// <exception cref="Measuring.UserError">Refused, as it should be.</exception>
    /// <exception cref="Measuring.JsonFault">Refused, for a caller that adds the file.</exception>
    Reading Read(byte[] input);
}

/// <summary>What an accepted input gave.</summary>
/// <param name="Written">The same written again, to be read again; null where the product does not write it.</param>
/// <param name="Counts">How many elements were taken of lists that the input names, by path, e.g. <c>rows</c>.</param>
public sealed record Reading(byte[]? Written, params (string Path, int Count)[] Counts)
{
    /// <summary>How many of the input's JSON texts were taken; null where there is one, or none is counted.</summary>
    public int? TextCount { get; init; }

    /// <summary>Whether every member of the input must be in <see cref="Written"/>.</summary>
    public bool KeepsMembers { get; init; }
}
