using System.Globalization;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>The required content of an output buffer, element by element.</summary>
/// <param name="ElementBytes">1, 2, 4 or 8.</param>
/// <param name="Bits">The expected bits of each element.</param>
/// <param name="Describe">Describes the origin of an element, for messages.</param>
public sealed record Expectation(int ElementBytes, IReadOnlyList<ulong> Bits, Func<int, string> Describe)
{
    /// <summary>The format of the elements. Any NaN then matches any other NaN. If null, the bits are compared exactly.</summary>
    public FloatFormat? Format { get; init; }

    /// <summary>A NaN must also have the expected bits.</summary>
    public bool CanonicalNaN { get; init; }

    /// <summary>The allowed absolute difference of each element from the expected number. Null if none.</summary>
    public IReadOnlyList<double>? Margins { get; init; }

    /// <summary>The reason for the margins: the bound that the ISA states.</summary>
    public string MarginReason { get; init; } = "";

    /// <summary>Elements whose result the ISA does not define.</summary>
    public IReadOnlySet<int> Undefined { get; init; } = new HashSet<int>();

    /// <summary>The length of the buffer.</summary>
    public int TotalBytes => ElementBytes * Bits.Count;

    /// <param name="actual">The buffer's content, <see cref="TotalBytes"/> long.</param>
    /// <returns>The first difference, with the total number of differences, or null.</returns>
    public Difference? Compare(string buffer, ReadOnlySpan<byte> actual)
    {
        var first = -1;
        var count = 0;
        for (var i = 0; i < Bits.Count; i++)
        {
            if (Matches(i, LittleEndian.Read(actual, i * ElementBytes, ElementBytes)))
                continue;
            if (count++ == 0)
                first = i;
        }

        if (count == 0)
            return null;
        var found = LittleEndian.Read(actual, first * ElementBytes, ElementBytes);
        return new(buffer, first, Describe(first), Text(Bits[first]), Text(found), count, Bits.Count);
    }

    private bool Matches(int index, ulong actual)
    {
        if (actual == Bits[index] || Undefined.Contains(index))
            return true;
        if (Format is not { } format)
            return false;
        if (format.IsNaN(actual) || format.IsNaN(Bits[index]))
            return !CanonicalNaN && format.IsNaN(actual) && format.IsNaN(Bits[index]);
        if (Margins is null)
            return false;

        // Only the exact bits match an infinity, and the code above has compared them.
        var difference = Math.Abs(format.ToDouble(actual) - format.ToDouble(Bits[index]));
        return difference <= Margins[index];
    }

    private string Text(ulong bits)
    {
        var hex = "0x" + bits.ToString($"x{2 * ElementBytes}", CultureInfo.InvariantCulture);
        return Format is null ? hex : $"{hex} ({Format.ToDouble(bits).ToString("R", CultureInfo.InvariantCulture)})";
    }
}
