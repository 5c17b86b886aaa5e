using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;

namespace GpuBench.PtxInterpreter.Tests;

/// <summary>
/// A few lines of PTX in a frame. The frame has registers, 1 KiB of shared memory <c>tile</c>, and an output buffer with one 64-bit
/// word for each thread. The buffer's address is in <c>d0</c>, and the thread's number is in <c>r0</c>.
/// </summary>
internal sealed class SmallKernel(string body)
{
    private const string Frame = """
        .version 8.0
        .target sm_90a
        .address_size 64
        .visible .entry small(.param .u64 out, .param .u64 in)
        {
        .shared .align 128 .b8 tile[1024];
        .reg .pred p<8>;
        .reg .b16 h<16>;
        .reg .b32 r<64>;
        .reg .f32 f<64>;
        .reg .b64 d<16>;
        .reg .f64 e<16>;
        mov.u32 r0, %tid.x;
        ld.param.u64 d0, [out];
        ld.param.u64 d1, [in];
        mul.wide.u32 d2, r0, 8;
        add.u64 d0, d0, d2;
        BODY
        ret;
        }
        """;

    public Dim3 Grid { get; init; } = 1;

    public Dim3 Block { get; init; } = 32;

    public Dim3? Cluster { get; init; }

    public InterpreterOptions Options { get; init; } = new();

    public static PtxProgram Decode(string body) =>
        PtxProgram.Decode(PtxModule.Parse(Frame.Replace("BODY", body, StringComparison.Ordinal)));

    /// <summary>Runs the kernel. The input is 256 bytes of zeros.</summary>
    public (LaunchResult Result, ulong[] Output) Run()
    {
        var program = Decode(body);
        var memory = new GlobalMemory();
        var output = memory.Allocate((long)(Grid.Count * Block.Count) * sizeof(ulong), "out");
        var input = memory.Allocate(new byte[256], "in");
        var arguments = new KernelArguments(program).Pointer(output).Pointer(input);
        var result = Interpreter.Run(program, memory, new(Grid, Block, DynamicSharedBytes: 0, Cluster), arguments, Options);
        return (result, memory.Read<ulong>(output));
    }

    /// <summary>Runs the kernel and expects no report.</summary>
    public ulong[] RunClean()
    {
        var (result, output) = Run();
        Xunit.Assert.Empty(result.Reports);
        return output;
    }
}
