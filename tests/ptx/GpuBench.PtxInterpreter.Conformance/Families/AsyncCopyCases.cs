using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>cp.async of every size, with partial sources that are filled with zeros, ignored sources, and groups.</summary>
internal static class AsyncCopyCases
{
    private const string Family = "cp.async", Section = "Data Movement and Conversion Instructions: cp.async";
    private const int Threads = 32;

    public static IEnumerable<ConformanceCase> All()
    {
        foreach (var (cache, size) in new[] { ("ca", 4), ("ca", 8), ("ca", 16), ("cg", 16) })
        {
            yield return Case(
                $"cp.async.{cache} of {size} bytes", size, t => size, $"cp.async.{cache}.shared.global [%to], [%from], {size};");
            yield return Case(
                $"cp.async.{cache} of {size} bytes with source sizes 0 to {size}", size, t => t % (size + 1),
                $".reg .b32 %count;\nrem.u32 %count, %thread, {size + 1};\ncp.async.{cache}.shared.global [%to], [%from], {size}, %count;");
            yield return Case(
                $"cp.async.{cache} of {size} bytes that ignores odd sources", size, t => t % 2 == 1 ? 0 : size,
                ".reg .pred %odd;\n.reg .b32 %bit;\nand.b32 %bit, %thread, 1;\nsetp.eq.u32 %odd, %bit, 1;\n"
                + $"cp.async.{cache}.shared.global [%to], [%from], {size}, %odd;");
        }

        yield return Case("cp.async with an L2 prefetch size", 16, _ => 16, "cp.async.cg.shared.global.L2::128B [%to], [%from], 16;");
        yield return Case("cp.async.wait_group after two groups", 16, _ => 16, """
            .reg .pred %half;
            setp.lt.u32 %half, %thread, 16;
            @%half cp.async.cg.shared.global [%to], [%from], 16;
            cp.async.commit_group;
            @!%half cp.async.cg.shared.global [%to], [%from], 16;
            cp.async.commit_group;
            cp.async.wait_group 0;
            """);
    }

    /// <param name="sourceBytes">The number of bytes that thread t copies from the source. Zeros fill the rest.</param>
    private static ConformanceCase Case(string name, int size, Func<int, int> sourceBytes, string copy)
    {
        var source = LittleEndian.Pack(SampleOperands.Bits(8, Threads * size, 140), 1);
        var image = new byte[Threads * size];
        for (var thread = 0; thread < Threads; thread++)
            source.AsSpan(thread * size, sourceBytes(thread)).CopyTo(image.AsSpan(thread * size));
        return SharedImageCase.Create(
            Family, name, Section, PtxTarget.Sm80, Threads, [new InputBuffer("source", source)], image, 0,
            ModuleText.LoadAddress("source", "%source") + $"""
            .reg .b32 %to;
            .reg .b64 %from;
            mad.lo.u32 %to, %thread, {size}, %shared;
            mad.wide.u32 %from, %thread, {size}, %source;
            {copy}
            cp.async.commit_group;
            cp.async.wait_all;
            """);
    }
}
