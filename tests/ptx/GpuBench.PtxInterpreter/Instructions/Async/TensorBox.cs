using GpuBench.PtxInterpreter.Memory;

namespace GpuBench.PtxInterpreter.Instructions.Async;

/// <summary>One box of a tensor, with the address of each element in global and in shared memory.</summary>
/// <param name="map">Contains the dimensions, the innermost first.</param>
internal sealed class TensorBox(TensorMap map, int[] coordinates)
{
    /// <summary>Alignment, in bytes, of the box in shared memory.</summary>
    public const int SharedAlignment = 128;

    /// <param name="offset">Offset in bytes from the start of the box in shared memory.</param>
    /// <param name="address">Address in global memory.</param>
    /// <param name="isInside">Whether the tensor has such an element.</param>
    public delegate void ElementAction(int offset, ulong address, bool isInside);

    public int ElementBytes => map.ElementBytes;

    public int InnerBytes => (int)map.Box[0] * map.ElementBytes;

    public int ByteCount => map.Box.Aggregate(map.ElementBytes, (bytes, extent) => bytes * (int)extent);

    /// <summary>Whether a row of the box fits in the width of the swizzle.</summary>
    public bool FitsSwizzle => map.Swizzle == TensorMapSwizzle.None || InnerBytes <= Swizzle.SpanBytes(map.Swizzle);

    public void ForEachElement(uint sharedAddress, ElementAction action)
    {
        var index = new uint[map.Rank];
        var rows = ByteCount / InnerBytes;
        for (var row = 0; row < rows; row++)
        {
            var (address, isInside) = LocateRow(index);
            for (uint column = 0; column < map.Box[0]; column++)
            {
                var position = coordinates[0] + (long)column;
                // The swizzle uses the address, not the offset. Its pattern repeats every 1024 bytes, and a box may start within it.
                var linear = sharedAddress + (ulong)(row * InnerBytes + column * (uint)map.ElementBytes);
                action(
                    (int)(Swizzle.Apply(linear, map.Swizzle) - sharedAddress), address + (ulong)(position * map.ElementBytes),
                    isInside && position >= 0 && (ulong)position < map.Extents[0]);
            }

            Advance(index);
        }
    }

    private (ulong Address, bool IsInside) LocateRow(uint[] index)
    {
        var address = map.Address;
        var isInside = true;
        for (var dimension = 1; dimension < map.Rank; dimension++)
        {
            var position = coordinates[dimension] + (long)index[dimension];
            isInside &= position >= 0 && (ulong)position < map.Extents[dimension];
            address += (ulong)position * map.StrideBytes[dimension - 1];
        }

        return (address, isInside);
    }

    private void Advance(uint[] index)
    {
        for (var dimension = 1; dimension < map.Rank; dimension++)
        {
            if (++index[dimension] < map.Box[dimension])
                return;
            index[dimension] = 0;
        }
    }
}
