using ILGPU.Backends.PTX;
using ILGPU.IR;
using static GpuBench.Kernels.TensorOps.PtxText;

namespace GpuBench.PtxInterpreter.Tests.Defects;

/// <summary>The PTX of <see cref="SharedIntrinsics"/>. Each has a method of the same name, with the signature that ILGPU calls.</summary>
public static class SharedIntrinsicText
{
    public static void AddressOf(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(generator, $"cvt.u32.u64 {Result(generator, value)}, {Operand(generator, value, 0)}");

    public static void Wait(PTXBackend backend, PTXCodeGenerator generator, Value value) => Write(generator, "bar.sync 0");

    public static void AddWord(PTXBackend backend, PTXCodeGenerator generator, Value value) => WriteAddition(generator, value, "");

    public static void AddWordThenWait(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        WriteAddition(generator, value, ";\n\tbar.sync 0");

    public static void CopyQuad(PTXBackend backend, PTXCodeGenerator generator, Value value) =>
        Write(
            generator,
            $"cp.async.cg.shared.global [{Operand(generator, value, 0)}], [{Operand(generator, value, 1)}], 16;\n\tcp.async.wait_all");

    private static void WriteAddition(PTXCodeGenerator generator, Value value, string ending)
    {
        var sums = Operand(generator, value, 0).Split(", ");
        var address = Operand(generator, value, 1);
        var results = Result(generator, value).Split(", ");
        Write(generator, $"""
            ld.shared.u32 {results[1]}, [{address}];
            	add.u32 {results[0]}, {results[1]}, {sums[0]};
            	mad.lo.u32 {results[1]}, {results[1]}, 2, {sums[1]}{ending}
            """);
    }
}
