using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>cp.async.bulk.tensor of one to five dimensions in both directions, inside and across the tensor's borders.</summary>
internal static class TensorCopyCases
{
    private const string Family = "cp.async.bulk.tensor", Section = "Data Movement and Conversion Instructions: cp.async.bulk.tensor";
    private const int Threads = 32, TileOffset = 1024;

    public static IEnumerable<ConformanceCase> All() => Boxes().SelectMany(box => new[] { Load(box), Store(box) });

    private static IEnumerable<TensorBox> Boxes()
    {
        foreach (var start in new[] { 0, 60, -8 })
            yield return new(4, [100], [64], [start], SwizzleMode.None);

        foreach (var elementBytes in new[] { 1, 2, 4 })
        {
            foreach (var swizzle in Enum.GetValues<SwizzleMode>())
            {
                var inner = (swizzle == SwizzleMode.None ? 48 : SharedSwizzle.Span(swizzle)) / elementBytes;
                int[] dimensions = [2 * inner + 5, 30];
                foreach (var start in new int[][] { [0, 0], [inner, 3], [-4, -2], [dimensions[0] - 7, 25] })
                    yield return new(elementBytes, dimensions, [inner, 16], start, swizzle);
            }
        }

        foreach (var swizzle in new[] { SwizzleMode.None, SwizzleMode.Span128 })
        {
            yield return new(2, [70, 9, 5], [64, 4, 2], [3, 7, -1], swizzle);
            yield return new(2, [70, 5, 4, 3], [64, 4, 2, 2], [-2, 2, 3, 1], swizzle);
            yield return new(2, [70, 3, 3, 3, 4], [64, 2, 2, 2, 2], [8, 1, -1, 2, 3], swizzle);
        }
    }

    private static ConformanceCase Load(TensorBox box)
    {
        var source = LittleEndian.Pack(SampleOperands.Bits(8, box.TensorBytes, 160), 1);
        var image = new byte[box.BoxBytes];
        foreach (var (global, shared) in box.Elements())
        {
            if (global is { } from)
                source.AsSpan((int)from, box.ElementBytes).CopyTo(image.AsSpan(shared));
        }

        return SharedImageCase.Create(
            Family, "load " + box, Section, PtxTarget.Sm90, Threads, [new InputBuffer("source", source), box.Map("source")], image,
            TileOffset,
            ModuleText.MapAddress("map", "%map") + BarrierText.Initialise(0, 1) + $$"""
            .reg .b32 %to;
            add.u32 %to, %shared, {{TileOffset}};
            @%first mbarrier.arrive.expect_tx.shared::cta.b64 _, [%barrier], {{box.BoxBytes}};
            @%first cp.async.bulk.tensor.{{box.Box.Length}}d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [%to], [%map, {{{Coordinates(box)}}}], [%barrier];

            """ + BarrierText.Wait());
    }

    // The tile's image has the swizzled layout in shared memory. Memory outside of the box keeps its pattern.
    private static ConformanceCase Store(TensorBox box)
    {
        var image = LittleEndian.Pack(SampleOperands.Bits(8, box.BoxBytes, 161), 1);
        var before = Enumerable.Range(0, box.TensorBytes).Select(i => (byte)(0x80 | i & 0x7f)).ToArray();
        var after = (byte[])before.Clone();
        foreach (var (global, shared) in box.Elements())
        {
            if (global is { } to)
                image.AsSpan(shared, box.ElementBytes).CopyTo(after.AsSpan((int)to));
        }

        List<CaseArgument> arguments =
        [
            new InputBuffer("source", image),
            new OutputBuffer("tensor", new(1, after.Select(b => (ulong)b).ToArray(), i => $"byte {i} of the tensor"), before),
            box.Map("tensor"),
        ];
        var body = SharedMemoryText.Prologue + ModuleText.LoadAddress("source", "%source") + ModuleText.MapAddress("map", "%map")
            + SharedMemoryText.Fill("%source", Threads, box.BoxBytes) + $$"""
            .reg .pred %first;
            setp.eq.u32 %first, %thread, 0;
            @%first cp.async.bulk.tensor.{{box.Box.Length}}d.global.shared::cta.tile.bulk_group [%map, {{{Coordinates(box)}}}], [%shared];
            @%first cp.async.bulk.commit_group;
            @%first cp.async.bulk.wait_group 0;
            ret;
            """;
        return new(
            Family, "store " + box, Section, PtxTarget.Sm90,
            ModuleText.Write(PtxTarget.Sm90, arguments, body, SharedMemoryText.Declaration, Threads),
            new(1, Threads, box.BoxBytes), arguments);
    }

    private static string Coordinates(TensorBox box) => string.Join(", ", box.Start);
}
