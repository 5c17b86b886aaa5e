namespace GpuBench.Fuzzing.Readers;

/// <summary>A reader of the product, used as the product uses it, including the use of the result.</summary>
public interface IFuzzedReader
{
    string Name { get; }

    /// <summary>Valid inputs. Mutations of them give the other inputs.</summary>
    IReadOnlyList<byte[]> Seeds { get; }

    /// <summary>The file name that a refusal must contain. Null if only the caller has the name.</summary>
    string? FileName { get; }

    /// <returns>The JSON texts in an input. If the input is accepted, each must be valid JSON. Empty if the input is not JSON.</returns>
    IEnumerable<byte[]> JsonTexts(byte[] input);

    /// <summary>Whether the reader accepts comments.</summary>
    bool IsLenient { get; }

    /// <exception cref="Measuring.UserError">The reader correctly refused the input.</exception>
    /// <exception cref="Measuring.JsonFault">The reader correctly refused the input, and the caller adds the file.</exception>
    Reading Read(byte[] input);
}

/// <summary>The result of an accepted input.</summary>
/// <param name="Written">The result written again, for a second read. Null if the product does not write it.</param>
/// <param name="Counts">The number of elements read from lists that the input names, by path, for example <c>rows</c>.</param>
public sealed record Reading(byte[]? Written, params (string Path, int Count)[] Counts)
{
    /// <summary>The number of JSON texts read from the input. Null if there is one, or if they are not counted.</summary>
    public int? TextCount { get; init; }

    /// <summary>Whether <see cref="Written"/> must contain every member of the input.</summary>
    public bool KeepsMembers { get; init; }
}
