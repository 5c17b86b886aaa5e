using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Instructions;

/// <summary>One instruction on 32-bit registers, with its operands and its result as bits.</summary>
public sealed class ScalarInstructionTests
{
    [Theory]
    [InlineData("add.s32", 1u, 0xffffffffu, 2u)]
    [InlineData("add.sat.s32", 0x7fffffffu, 0x7fffffffu, 1u)]
    [InlineData("sub.sat.s32", 0x80000000u, 0x80000000u, 1u)]
    [InlineData("mul.hi.s32", 0xffffffffu, 0xffffffffu, 5u)]
    [InlineData("mul.hi.u32", 4u, 0xffffffffu, 5u)]
    [InlineData("mul24.lo.s32", 0xfffffffeu, 0x00ffffffu, 2u)]
    [InlineData("div.s32", 0xfffffffdu, 0xfffffff9u, 2u)]
    [InlineData("rem.s32", 0xffffffffu, 0xfffffff9u, 2u)]
    [InlineData("div.u32", 0x7ffffffcu, 0xfffffff9u, 2u)]
    [InlineData("min.s32", 0x80000000u, 0x80000000u, 5u)]
    [InlineData("max.u32", 0x80000000u, 0x80000000u, 5u)]
    [InlineData("mad.hi.u32", 5u, 0xffffffffu, 5u, 1u)]
    [InlineData("sad.s32", 15u, 3u, 13u, 5u)]
    [InlineData("dp4a.s32.s32", 70u, 0x04030201u, 0x08070605u, 0u)]
    [InlineData("dp4a.u32.s32", 0xffffff01u, 0x000000ffu, 0x000000ffu, 0u)]
    public void Integer_arithmetic(string instruction, uint expected, params uint[] operands) => Check(instruction, expected, operands);

    [Theory]
    [InlineData("shl.b32", 0u, 1u, 32u)]
    [InlineData("shr.s32", 0xf8000000u, 0x80000000u, 4u)]
    [InlineData("shr.s32", 0xffffffffu, 0x80000000u, 40u)]
    [InlineData("shr.u32", 0x08000000u, 0x80000000u, 4u)]
    [InlineData("popc.b32", 8u, 0xffu)]
    [InlineData("clz.b32", 24u, 0xffu)]
    [InlineData("brev.b32", 0x80000000u, 1u)]
    [InlineData("bfind.u32", 7u, 0xffu)]
    [InlineData("bfind.s32", 0xffffffffu, 0xffffffffu)]
    [InlineData("bfind.shiftamt.u32", 24u, 0xffu)]
    [InlineData("bfe.u32", 0xbu, 0xabcdu, 8u, 4u)]
    [InlineData("bfe.s32", 0xfffffffbu, 0xabcdu, 8u, 4u)]
    [InlineData("bfi.b32", 0xa5cdu, 5u, 0xabcdu, 8u, 4u)]
    [InlineData("prmt.b32", 0x33224411u, 0x44332211u, 0x88776655u, 0x2130u)]
    [InlineData("prmt.b32", 0xffu, 0x00000080u, 0u, 0x3338u)]
    [InlineData("shf.l.wrap.b32", 0x23456789u, 0x98765432u, 0x12345678u, 4u)]
    [InlineData("shf.r.wrap.b32", 0x89876543u, 0x98765432u, 0x12345678u, 4u)]
    [InlineData("shf.r.clamp.b32", 0x12345678u, 0x98765432u, 0x12345678u, 40u)]
    public void Bits_and_fields(string instruction, uint expected, params uint[] operands) => Check(instruction, expected, operands);

    [Theory]
    [InlineData("fma.rn.f32", 0x40e00000u, 0x40000000u, 0x40400000u, 0x3f800000u)]
    [InlineData("fma.rz.f32", 0x3f7fffffu, 0x3f7fffffu, 0x3f800000u, 0x1e3ce508u)]
    [InlineData("add.rp.f32", 0x3f800001u, 0x3f800000u, 0x1e3ce508u)]
    [InlineData("add.rm.f32", 0x3f800000u, 0x3f800000u, 0x1e3ce508u)]
    [InlineData("add.rm.f32", 0x3f7fffffu, 0x3f800000u, 0x9e3ce508u)]
    [InlineData("div.rz.f32", 0x3eaaaaaau, 0x3f800000u, 0x40400000u)]
    [InlineData("div.rn.f32", 0x3eaaaaabu, 0x3f800000u, 0x40400000u)]
    [InlineData("sqrt.rp.f32", 0x3fb504f4u, 0x40000000u)]
    [InlineData("sqrt.rm.f32", 0x3fb504f3u, 0x40000000u)]
    [InlineData("mul.ftz.f32", 0u, 0x1e3ce508u, 0x1e3ce508u)]
    [InlineData("add.sat.f32", 0x3f800000u, 0x3f800000u, 0x3f800000u)]
    [InlineData("ex2.approx.f32", 0x41000000u, 0x40400000u)]
    [InlineData("lg2.approx.f32", 0x40400000u, 0x41000000u)]
    [InlineData("rsqrt.approx.f32", 0x3f000000u, 0x40800000u)]
    [InlineData("rcp.rn.f32", 0x3e800000u, 0x40800000u)]
    [InlineData("min.f32", 0xbf800000u, 0xbf800000u, 0x40000000u)]
    [InlineData("min.f32", 0x40000000u, 0x7fc00000u, 0x40000000u)]
    [InlineData("max.NaN.f32", 0x7fffffffu, 0x7fc00000u, 0x40000000u)]
    [InlineData("abs.f32", 0x40400000u, 0xc0400000u)]
    [InlineData("copysign.f32", 0xc0000000u, 0xbf800000u, 0x40000000u)]
    [InlineData("add.f16x2", 0x42004400u, 0x3c004000u, 0x40004000u)]
    [InlineData("fma.rn.bf16x2", 0x40404040u, 0x3f803f80u, 0x40004000u, 0x3f803f80u)]
    [InlineData("set.lt.u32.f32", 0xffffffffu, 0x3f800000u, 0x40000000u)]
    public void Floating_point(string instruction, uint expected, params uint[] operands) => Check(instruction, expected, operands);

    [Theory]
    [InlineData("cvt.rni.s32.f32", 2u, 0x40200000u)]
    [InlineData("cvt.rzi.s32.f32", 0xfffffffeu, 0xc02ccccdu)]
    [InlineData("cvt.rmi.f32.f32", 0xc0400000u, 0xc02ccccdu)]
    [InlineData("cvt.rzi.u32.f32", 0xffffffffu, 0x60ad78ecu)]
    [InlineData("cvt.rzi.s32.f32", 0u, 0x7fc00000u)]
    [InlineData("cvt.rn.f32.s32", 0xc0a00000u, 0xfffffffbu)]
    [InlineData("cvt.rn.f32.u32", 0x4f800000u, 0xffffffffu)]
    [InlineData("cvt.rz.f32.u32", 0x4f7fffffu, 0xffffffffu)]
    [InlineData("cvt.rn.f16x2.f32", 0x3c004000u, 0x3f800000u, 0x40000000u)]
    [InlineData("cvt.rn.bf16x2.f32", 0x3f804000u, 0x3f800000u, 0x40000000u)]
    [InlineData("cvt.rz.bf16x2.f32", 0x3f803f80u, 0x3f80ffffu, 0x3f808000u)]
    [InlineData("cvt.rna.tf32.f32", 0x3f802000u, 0x3f801000u)]
    [InlineData("cvt.sat.f32.f32", 0x3f800000u, 0x40400000u)]
    [InlineData("cvt.s32.s8", 0xffffff80u, 0x00000180u)]
    [InlineData("cvt.u32.u16", 0x0000ffffu, 0xffffffffu)]
    [InlineData("cvt.sat.u8.s32", 255u, 1000u)]
    [InlineData("cvt.sat.s8.s32", 0xffffff80u, 0xfffffc18u)]
    public void Conversion(string instruction, uint expected, params uint[] operands) => Check(instruction, expected, operands);

    [Theory]
    [InlineData("add.rz.f64", 0x3ff0000000000000UL, 0x3ff0000000000000UL, 0x3c00000000000000UL)]
    [InlineData("add.rp.f64", 0x3ff0000000000001UL, 0x3ff0000000000000UL, 0x3c00000000000000UL)]
    [InlineData("mul.rm.f64", 0x3ff0000000000002UL, 0x3ff0000000000001UL, 0x3ff0000000000001UL)]
    [InlineData("mul.rp.f64", 0x3ff0000000000003UL, 0x3ff0000000000001UL, 0x3ff0000000000001UL)]
    [InlineData("div.rp.f64", 0x3fd5555555555556UL, 0x3ff0000000000000UL, 0x4008000000000000UL)]
    [InlineData("div.rm.f64", 0x3fd5555555555555UL, 0x3ff0000000000000UL, 0x4008000000000000UL)]
    [InlineData("mul.hi.u64", 1UL, 0x8000000000000000UL, 2UL)]
    [InlineData("mul.hi.s64", 0xffffffffffffffffUL, 0x8000000000000000UL, 2UL)]
    [InlineData("shl.b64", 0x100000000UL, 1UL, 32UL)]
    [InlineData("mad.lo.s64", 7UL, 2UL, 3UL, 1UL)]
    public void Wide_operands(string instruction, ulong expected, params ulong[] operands)
    {
        var moves = string.Concat(operands.Select((bits, index) => $"mov.b64 d{index + 4}, 0x{bits:x};\n"));
        // A shift's amount has 32 bits.
        var sources = instruction.StartsWith("shl", StringComparison.Ordinal)
            ? "d4, 32"
            : string.Join(", ", operands.Select((_, index) => $"d{index + 4}"));

        Assert.Equal(expected, new SmallKernel($"{moves}{instruction} d3, {sources}; st.global.u64 [d0], d3;").RunClean()[0]);
    }

    [Fact]
    public void Carries_run_through_longer_numbers()
    {
        const string body = """
            mov.b32 r1, 0xffffffff; mov.b32 r2, 1; add.cc.u32 r3, r1, r2; addc.u32 r4, r2, r2;
            mad.lo.cc.u32 r5, r1, r1, r1; madc.hi.u32 r6, r1, r1, r2; sub.cc.u32 r7, r2, r1; subc.u32 r8, r1, r2;
            mov.b64 d3, {r3, r4}; mov.b64 d4, {r5, r6}; mov.b64 d5, {r7, r8}; xor.b64 d3, d3, d4; xor.b64 d3, d3, d5; st.global.u64 [d0], d3;
            """;
        const ulong sum = 3UL << 32;
        const ulong product = unchecked(0xffffffffUL * 0xffffffff + 0xffffffff + (1UL << 32));
        const ulong difference = (0xffffffffUL - 1 - 1) << 32 | 2;

        Assert.Equal(sum ^ product ^ difference, new SmallKernel(body).RunClean()[0]);
    }

    [Theory]
    [InlineData("e4m3x2", 0x3cfeUL)]
    [InlineData("e5m2x2", 0x3ee0UL)]
    public void Two_8_bit_floats_are_packed_into_16_bits(string type, ulong expected)
    {
        var body = $"mov.b32 f1, 0f3fc00000; mov.b32 f2, 0fc3fa0000; cvt.rn.satfinite.{type}.f32 h1, f1, f2; "
            + "cvt.u64.u16 d3, h1; st.global.u64 [d0], d3;";

        Assert.Equal(expected, new SmallKernel(body).RunClean()[0]);
    }

    [Theory]
    [InlineData("setp.lt.f32 p1, f1, f2;", 0)]
    [InlineData("setp.ltu.f32 p1, f1, f2;", 1)]
    [InlineData("setp.ne.f32 p1, f1, f2;", 0)]
    [InlineData("setp.neu.f32 p1, f1, f2;", 1)]
    [InlineData("setp.nan.f32 p1, f1, f2;", 1)]
    [InlineData("setp.eq.u32 p2, 1, 1; setp.lt.or.f32 p1, f1, f2, p2;", 1)]
    [InlineData("setp.eq.u32 p2, 1, 1; setp.geu.and.f32 p1, f1, f2, !p2;", 0)]
    [InlineData("setp.lt.f32 p3|p1, f1, f2;", 1)]
    [InlineData("setp.lo.u16 p1, 0x7fff, 0x8000;", 1)]
    [InlineData("testp.notanumber.f32 p1, f1;", 1)]
    public void Comparisons_handle_unordered_operands(string comparison, ulong expected)
    {
        var body = $"mov.b32 f1, 0f7fc00000; mov.b32 f2, 0f3f800000; {comparison} selp.u64 d3, 1, 0, p1; st.global.u64 [d0], d3;";

        Assert.Equal(expected, new SmallKernel(body).RunClean()[0]);
    }

    private static void Check(string instruction, uint expected, uint[] operands)
    {
        var moves = string.Concat(operands.Select((bits, index) => $"mov.b32 r{index + 1}, 0x{bits:x};\n"));
        var sources = string.Join(", ", operands.Select((_, index) => $"r{index + 1}"));

        var output = new SmallKernel($"{moves}{instruction} r9, {sources}; cvt.u64.u32 d3, r9; st.global.u64 [d0], d3;").RunClean();

        Assert.All(output, value => Assert.Equal(expected, value));
    }
}
