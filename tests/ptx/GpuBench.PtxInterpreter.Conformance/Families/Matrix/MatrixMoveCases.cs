using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>
/// ldmatrix and stmatrix with one, two and four matrices. Rows are in shared memory in a random order. Lane 8i + r provides the
/// address of row r of matrix i.
/// </summary>
internal static class MatrixMoveCases
{
    private const string Family = "ldmatrix and stmatrix", Chapter = "Warp Level Matrix Instructions: ";
    private const int Lanes = 32, RowBytes = 16, Rows = 8;

    // Lane l fills bytes 16 l to 16 l + 15. After that, %row is the address of the row that the lane provides.
    private const string StoreImage = """
        .reg .b32 %own, %row;
        mov.u32 %own, image;
        mad.lo.u32 %own, %lane, 16, %own;
        st.shared.v4.b32 [%own], {%a0, %a1, %a2, %a3};
        bar.warp.sync 0xffffffff;
        mov.u32 %row, image;
        add.u32 %row, %row, %a4;
        """;

    public static IEnumerable<ConformanceCase> All()
    {
        foreach (var count in new[] { 1, 2, 4 })
        {
            foreach (var transposed in new[] { false, true })
            {
                yield return Load(count, transposed);
                yield return Store(count, transposed);
            }
        }
    }

    // Without .trans, a lane's register holds columns 2t and 2t + 1 of row g. With .trans, it holds rows 2t and 2t + 1 of column g.
    private static int Element(int lane, int half, bool transposed) =>
        transposed ? (2 * (lane % 4) + half) * 8 + lane / 4 : lane / 4 * 8 + 2 * (lane % 4) + half;

    private static ConformanceCase Load(int count, bool transposed)
    {
        var (slots, image) = Image();
        var results = Enumerable.Range(0, count).Select(matrix => new Result(4, Enumerable.Range(0, Lanes)
            .Select(lane =>
                Value(image, slots, matrix, Element(lane, 0, transposed))
                | Value(image, slots, matrix, Element(lane, 1, transposed)) << 16)
            .ToArray()))
            .ToArray();
        var instruction = $"ldmatrix.sync.aligned.m8n8.x{count}{(transposed ? ".trans" : "")}.shared.b16";
        return WarpCase.Create(
            Family, instruction, Chapter + "ldmatrix", PtxTarget.Sm80, [.. ImageOperands(image), new(4, Addresses(slots))], results,
            $$"""
            {{StoreImage}}
            {{instruction}} {{Fragments.Vector("%d", count)}}, [%row];
            """,
            Shared);
    }

    private static ConformanceCase Store(int count, bool transposed)
    {
        // The registers hold random bits. Memory that no row covers keeps the image.
        var (slots, image) = Image();
        var registers = Enumerable.Range(0, count).Select(k => SampleOperands.Bits(32, Lanes, 131 + k)).ToArray();
        var after = (byte[])image.Clone();
        for (var matrix = 0; matrix < count; matrix++)
        {
            for (var lane = 0; lane < Lanes; lane++)
            {
                for (var half = 0; half < 2; half++)
                    LittleEndian.Write(
                        after, Offset(slots, matrix, Element(lane, half, transposed)), 2, registers[matrix][lane] >> (16 * half) & 0xffff);
            }
        }

        var instruction = $"stmatrix.sync.aligned.m8n8.x{count}{(transposed ? ".trans" : "")}.shared.b16";
        return WarpCase.Create(
            Family, instruction, Chapter + "stmatrix", PtxTarget.Sm90,
            [.. ImageOperands(image), new(4, Addresses(slots)), .. registers.Select(r => new Operand(4, r))],
            ImageOperands(after).Select(o => new Result(4, o.Values)).ToArray(),
            $$"""
            {{StoreImage}}
            {{instruction}} [%row], {{Fragments.Vector("%a", count, first: 5)}};
            bar.warp.sync 0xffffffff;
            ld.shared.v4.b32 {%d0, %d1, %d2, %d3}, [%own];
            """,
            Shared);
    }

    private static string Shared => $".shared .align 128 .b8 image[{Lanes * RowBytes}];";

    private static (int[] Slots, byte[] Image) Image()
    {
        var slots = Enumerable.Range(0, Lanes).ToArray();
        new Random(130).Shuffle(slots);
        var image = new byte[Lanes * RowBytes];
        for (var i = 0; i < image.Length / 2; i++)
            LittleEndian.Write(image, 2 * i, 2, (ulong)(0x4000 + i));
        return (slots, image);
    }

    private static IEnumerable<Operand> ImageOperands(byte[] image) =>
        Enumerable.Range(0, 4).Select(word =>
            new Operand(4, Enumerable.Range(0, Lanes).Select(lane => LittleEndian.Read(image, lane * RowBytes + 4 * word, 4)).ToArray()));

    private static ulong[] Addresses(int[] slots) => slots.Select(s => (ulong)(s * RowBytes)).ToArray();

    private static ulong Value(byte[] image, int[] slots, int matrix, int element) =>
        LittleEndian.Read(image, Offset(slots, matrix, element), 2);

    private static int Offset(int[] slots, int matrix, int element) => slots[Rows * matrix + element / 8] * RowBytes + element % 8 * 2;
}
