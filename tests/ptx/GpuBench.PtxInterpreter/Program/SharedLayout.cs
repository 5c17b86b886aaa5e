using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Program;

/// <summary>
/// Places of the static shared variables, in the order and with the alignment that they are declared with, and gaps behind
/// them: an index that runs over a variable's end is seen.
/// </summary>
internal sealed class SharedLayout
{
    private const int GapBytes = 64;
    private const int CellBytes = 4;
    private const int MinDynamicAlignment = 16;

    private readonly List<(int Start, int ByteCount)> _gaps = [];
    private int _staticBytes;
    private int _dynamicAlignment = MinDynamicAlignment;

    /// <summary>Up to the place where the dynamic part starts.</summary>
    public int StaticBytes => RoundUp(_staticBytes, _dynamicAlignment);

    /// <summary>By address.</summary>
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
