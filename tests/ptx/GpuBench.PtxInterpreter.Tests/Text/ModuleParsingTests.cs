using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Text;

public sealed class ModuleParsingTests
{
    private const string Head = ".version 8.0\n.target sm_80\n.address_size 64\n";

    [Fact]
    public void A_module_has_its_version_its_target_and_its_entries()
    {
        var module = PtxModule.Parse(Head + ".visible .entry first() { ret; }\n.visible .entry second() { ret; }\n.func third() { ret; }");

        Assert.Equal("8.0", module.Version);
        Assert.Equal("sm_80", module.Target);
        Assert.Equal(["first", "second"], module.EntryNames);
    }

    [Theory]
    [InlineData(".entry k() { add.s32 %r1, %r2 %r3; }", "expected ',' or ';'")]
    [InlineData(".entry k() { add.s32 %r1, %r2", "expected ',' or ';'")]
    [InlineData(".entry k() { ld.global.u32 %r1, [%rd1; }", "expected ']'")]
    [InlineData(".entry k() { mov.u32 %r1, 0x12345678901234567; }", "is not a constant")]
    [InlineData(".entry k() .wrong 3 { ret; }", "unknown directive")]
    [InlineData(".wrong", "outside functions")]
    [InlineData(".shared .b8 a[4]", "expected ';'")]
    [InlineData(".global .u32 a[2] = {1, 2, 3};", "too many initial values")]
    [InlineData(".entry k(.param .u32 a; ) { ret; }", "expected a parameter")]
    public void Text_that_is_not_PTX_is_refused_with_its_line(string text, string message)
    {
        var error = Assert.Throws<PtxException>(() => PtxModule.Parse(Head + text));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains("PTX line 4", error.Message, StringComparison.Ordinal);
        Assert.Equal(4, error.Line);
    }

    [Theory]
    [InlineData("frobnicate.b32 r1, r2;", "no 'frobnicate.b32'")]
    [InlineData("bar.sink 0;", "no 'bar.sink'")]
    [InlineData("mma.sync.aligned.m16n8k7.row.col.f32.f16.f16.f32 {f1}, {r1}, {r2}, {f1};", "the machine has no")]
    [InlineData("add.s32 r1, nobody, r2;", "unknown name 'nobody'")]
    [InlineData("add.s32 4, r1, r2;", "destination must be a register")]
    [InlineData("bra nowhere;", "unknown label 'nowhere'")]
    [InlineData("@r1 bra there; there:", "is not a predicate")]
    [InlineData("call nobody;", "which has no body")]
    [InlineData("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {r1, r2}, [r3];", "as many registers")]
    public void An_invalid_instruction_is_refused_with_its_line(string instruction, string message)
    {
        var error = Assert.Throws<PtxException>(() => SmallKernel.Decode(instruction));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(instruction, error.Message, StringComparison.Ordinal);
        Assert.True(error.Line > 0);
    }

    [Fact]
    public void The_entry_must_be_named_if_there_are_several()
    {
        var module = PtxModule.Parse(Head + ".entry first() { ret; }\n.entry second() { ret; }");

        Assert.Throws<PtxException>(() => PtxProgram.Decode(module));
        Assert.Throws<PtxException>(() => PtxProgram.Decode(module, "third"));
        Assert.Equal("second", PtxProgram.Decode(module, "second").Name);
    }

    [Fact]
    public void Parameters_are_laid_out_by_their_alignment()
    {
        var module = PtxModule.Parse(Head + ".entry k(.param .u8 a, .param .f64 b, .param .align 64 .b8 map[128], .param .u16 c) { ret; }");

        Assert.Equal(
            [new("a", 0, 1), new("b", 8, 8), new("map", 64, 128), new("c", 192, 2)], PtxProgram.Decode(module).Parameters);
    }

    [Fact]
    public void Comments_scopes_labels_and_inlined_functions_are_understood()
    {
        const string body = """
            // a comment
            mov.u32 r1, 5; /* another
            one */ { .reg .b32 r1; mov.u32 r1, 7; }
            setp.eq.u32 p1, r1, 5;
            @!p1 bra $skip;
            add.u32 r1, r1, 1;
            $skip: cvt.u64.u32 d3, r1;
            st.global.u64 [d0], d3;
            """;

        Assert.All(new SmallKernel(body).RunClean(), value => Assert.Equal(6UL, value));
    }

    [Fact]
    public void A_function_returns_through_its_caller_s_registers()
    {
        const string text = Head + """
            .func (.reg .b32 result) twice(.reg .b32 value)
            {
            .reg .pred big;
            setp.gt.u32 big, value, 10;
            mov.u32 result, 0;
            @big ret;
            add.u32 result, value, value;
            ret;
            }
            .entry k(.param .u64 out)
            {
            .reg .b32 a, b;
            .reg .b64 address, offset;
            mov.u32 a, %tid.x;
            call (b), twice, (a);
            ld.param.u64 address, [out];
            mul.wide.u32 offset, a, 4;
            add.u64 address, address, offset;
            st.global.u32 [address], b;
            ret;
            }
            """;
        var program = PtxProgram.Decode(PtxModule.Parse(text));
        var memory = new Memory.GlobalMemory();
        var output = memory.Allocate(32 * sizeof(uint), "out");

        var result = Interpreter.Run(program, memory, new(1, 32), new KernelArguments(program).Pointer(output));

        Assert.Empty(result.Reports);
        Assert.Equal(Enumerable.Range(0, 32).Select(thread => thread > 10 ? 0u : (uint)thread * 2), memory.Read<uint>(output));
    }
}
