namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>The first element of an output that is not as expected, and the number of such elements.</summary>
/// <param name="Buffer">The output's name.</param>
/// <param name="Index">The element's index.</param>
/// <param name="Element">The origin of the element: operands, or a position in a matrix.</param>
/// <param name="Expected">The expected bits.</param>
/// <param name="Actual">The bits found.</param>
/// <param name="Count">Differing elements in this buffer.</param>
/// <param name="Total">Elements in this buffer.</param>
public sealed record Difference(string Buffer, int Index, string Element, string Expected, string Actual, int Count, int Total)
{
    public override string ToString() =>
        $"{Buffer}[{Index}], {Element}: expected {Expected}, got {Actual} ({Count} of {Total} elements differ)";
}
