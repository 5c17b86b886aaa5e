namespace GpuBench.PtxInterpreter.Conformance.Cases;

/// <summary>One launch of one PTX module, and the required content of its output buffers after it.</summary>
/// <param name="Family">The group of instructions. It names a row of the calibration's table.</param>
/// <param name="Name">Unique within the family: the instruction and the difference from its other cases.</param>
/// <param name="Section">The section of the PTX ISA document that defines the result.</param>
/// <param name="Target">The minimum architecture.</param>
/// <param name="Ptx">A complete module with one entry, named <see cref="EntryName"/>.</param>
/// <param name="Size">The shape of the launch.</param>
/// <param name="Arguments">The entry's parameters.</param>
public sealed record ConformanceCase(
    string Family,
    string Name,
    string Section,
    PtxTarget Target,
    string Ptx,
    LaunchSize Size,
    IReadOnlyList<CaseArgument> Arguments)
{
    /// <summary>The entry of every case's module.</summary>
    public const string EntryName = "conformance";

    public override string ToString() => $"{Family}: {Name}";
}
