namespace GpuBench.Publications.Figures;

/// <summary>A unit as sources print it, with its conversion to SI.</summary>
/// <param name="Si">The unit without its prefix. Only figures of one SI unit are divided.</param>
/// <param name="Factor">Converts a printed value to <paramref name="Si"/>.</param>
public sealed record PrintedUnit(string Name, string Si, double Factor)
{
    /// <summary>A GB is 10⁹ bytes, a GiB 2³⁰.</summary>
    public static IReadOnlyList<PrintedUnit> All { get; } =
    [
        new("TFLOP/s", "FLOP/s", 1e12),
        new("TOP/s", "OP/s", 1e12),
        new("GB/s", "B/s", 1e9),
        new("GiB/s", "B/s", 1L << 30),
        new("MB", "B", 1e6),
        new("MiB", "B", 1 << 20),
        new("GB", "B", 1e9),
        new("GiB", "B", 1L << 30),
        new("us", "s", 1e-6),
        new("ms", "s", 1e-3),
        new("s", "s", 1),
        new("MHz", "Hz", 1e6),
        new("GHz", "Hz", 1e9),
        new("W", "W", 1),
        new("mm2", "mm²", 1),
        new("tok/s", "token/s", 1),
        new("samples/s", "sample/s", 1),
        new("queries/s", "query/s", 1),
        new("images/s", "image/s", 1),
        new("sequences/s", "sequence/s", 1),
        new("TPP", "TPP", 1),
        new("TPP/mm2", "TPP/mm²", 1),
        new("FLOP/byte", "FLOP/B", 1),
        new("cores", "core", 1),
        new("SM", "SM", 1),
        new("J/token", "J/token", 1),
        new("count", "", 1),
        new("ratio", "", 1),
        new("percent", "", 0.01),
    ];

    private static readonly Dictionary<string, PrintedUnit> ByName = All.ToDictionary(unit => unit.Name);

    /// <returns>Null for a unit that the schema does not allow.</returns>
    public static PrintedUnit? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
