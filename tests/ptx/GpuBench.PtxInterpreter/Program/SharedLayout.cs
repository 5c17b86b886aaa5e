using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>
/// Addresses of the static shared variables, in declaration order and with the declared alignment. A gap follows each
/// variable, so an index beyond a variable's end is detected.
/// </summary>
internal sealed class SharedLayout
{
    private const int GapBytes = 64;
    private const int CellBytes = 4;
    private const int MinDynamicAlignment = 16;

    private readonly List<(int Start, int ByteCount)> _gaps = [];
    private int _staticBytes;
    private int _dynamicAlignment = MinDynamicAlignment;

    /// <summary>Bytes up to the start of the dynamic part.</summary>
    public int StaticBytes => RoundUp(_staticBytes, _dynamicAlignment);

    /// <summary>Gaps behind the variables, sorted by address.</summary>
    public IReadOnlyList<(int Start, int ByteCount)> Gaps => _gaps;

    public Symbol Add(PtxVariable variable)
    {
        if (variable.ByteCount == 0)
        {
            _dynamicAlignment = Math.Max(_dynamicAlignment, variable.Alignment);
            return new DynamicSharedSymbol();
        }

        var offset = RoundUp(_staticBytes, variable.Alignment);
        var gap = RoundUp(offset + variable.ByteCount, CellBytes);
        _gaps.Add((AddressWindows.FirstSharedAddress + gap, GapBytes));
        _staticBytes = gap + GapBytes;
        return new VariableSymbol(StateSpace.Shared, (ulong)(AddressWindows.FirstSharedAddress + offset));
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
