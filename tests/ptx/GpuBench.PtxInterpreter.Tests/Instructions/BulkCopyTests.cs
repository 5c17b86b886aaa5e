using GpuBench.PtxInterpreter.Checks;
using GpuBench.PtxInterpreter.Memory;
using GpuBench.PtxInterpreter.Program;
using GpuBench.PtxInterpreter.Text;
using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Instructions;

/// <summary>Copies boxes of one (rows, columns) tensor of 32-bit words to shared memory, and from there to another tensor.</summary>
public sealed class BulkCopyTests
{
    private const int Rows = 10, Columns = 12;
    private const int BoxRows = 4, BoxColumns = 8;

    private const string Kernel = """
        .version 8.0
        .target sm_90a
        .address_size 64
        .visible .entry move(.param .u64 from, .param .u64 to, .param .u32 x, .param .u32 y)
        {
        .shared .align 1024 .b8 tile[1024];
        .shared .align 8 .b8 full[8];
        .reg .pred p<2>; .reg .b32 r<8>; .reg .b64 d<4>;
        ld.param.u64 d0, [from]; ld.param.u64 d1, [to]; ld.param.u32 r3, [x]; ld.param.u32 r4, [y];
        mov.u32 r0, %tid.x; mov.u32 r1, tile; mov.u32 r2, full; setp.ne.u32 p0, r0, 0; @p0 exit;
        mbarrier.init.shared::cta.b64 [r2], 1; fence.proxy.async.shared::cta;
        mbarrier.arrive.expect_tx.shared::cta.b64 _, [r2], 128;
        cp.async.bulk.tensor.2d.shared::cluster.global.tile.mbarrier::complete_tx::bytes [r1], [d0, {r3, r4}], [r2];
        spin: mbarrier.try_wait.parity.shared::cta.b64 p1, [r2], 0; @!p1 bra spin;
        cp.async.bulk.tensor.2d.global.shared::cta.tile.bulk_group [d1, {r3, r4}], [r1];
        cp.async.bulk.commit_group;
        cp.async.bulk.wait_group 0;
        ret;
        }
        """;

    [Theory]
    [InlineData(0, 0, TensorMapSwizzle.None)]
    [InlineData(3, 5, TensorMapSwizzle.None)]
    [InlineData(3, 5, TensorMapSwizzle.Bytes32)]
    [InlineData(-2, -1, TensorMapSwizzle.None)]
    [InlineData(7, 8, TensorMapSwizzle.Bytes32)]
    public void A_box_is_copied_to_the_same_position_without_elements_outside_the_tensor(int x, int y, TensorMapSwizzle swizzle)
    {
        var (result, output) = Run(Kernel, x, y, swizzle);

        Assert.Empty(result.Reports);
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var isInside = row >= y && row < y + BoxRows && column >= x && column < x + BoxColumns;
                Assert.Equal(isInside ? (uint)(row * Columns + column + 1) : 0, output[row * Columns + column]);
            }
        }
    }

    [Fact]
    public void Elements_outside_the_tensor_become_zeros()
    {
        var text = Kernel.Replace("[d1, {r3, r4}]", "[d1, {r5, r5}]", StringComparison.Ordinal).Replace(
            "setp.ne", "mov.u32 r5, 0; setp.ne", StringComparison.Ordinal);

        var (result, output) = Run(text, x: -2, y: -1, TensorMapSwizzle.None, fill: 77);

        Assert.Empty(result.Reports);
        Assert.Equal([0u, 0, 0, 0, 0, 0, 0, 0], output[..BoxColumns]);
        Assert.Equal([0u, 0, 1, 2, 3, 4, 5, 6], output[Columns..(Columns + BoxColumns)]);
        Assert.Equal(77u, output[BoxColumns]);
    }

    [Theory]
    [InlineData("cp.async.bulk.wait_group 0;", "", ReportKind.AsyncLeak)]
    [InlineData("cp.async.bulk.commit_group;", "", ReportKind.AsyncLeak)]
    [InlineData("@!p1 bra spin;", "", ReportKind.SharedRace)]
    [InlineData("[r1], [d0,", "[r1+64], [d0,", ReportKind.Misaligned)]
    [InlineData("[r1], [d0,", "[r1+1024], [d0,", ReportKind.OutOfBounds)]
    [InlineData("[d0, {r3, r4}]", "[d0+64, {r3, r4}]", ReportKind.BadOperand)]
    [InlineData("fence.proxy.async.shared::cta;", "", ReportKind.ProxyFence)]
    [InlineData("cp.async.bulk.commit_group;", "st.shared.u32 [r1+4], r0; cp.async.bulk.commit_group;", ReportKind.AsyncOverwrite)]
    public void A_defect_is_reported_with_its_kind(string text, string replacement, ReportKind kind)
    {
        Assert.Contains(text, Kernel, StringComparison.Ordinal);

        var (result, _) = Run(Kernel.Replace(text, replacement, StringComparison.Ordinal), 0, 0, TensorMapSwizzle.None);

        Assert.True(result.Has(kind), string.Join("; ", result.Reports));
    }

    [Fact]
    public void A_tensor_map_survives_its_encoding()
    {
        var map = new TensorMap(0x1234560, 2, [1UL << 32, 7, 3], [64, 1024], [64, 7, 1], TensorMapSwizzle.Bytes64);

        var decoded = TensorMap.Decode(map.Encode());

        Assert.NotNull(decoded);
        Assert.Equal((map.Address, map.ElementBytes, map.Swizzle), (decoded.Address, decoded.ElementBytes, decoded.Swizzle));
        Assert.Equal(map.Extents, decoded.Extents);
        Assert.Equal(map.StrideBytes, decoded.StrideBytes);
        Assert.Equal(map.Box, decoded.Box);
        Assert.Null(TensorMap.Decode(new byte[TensorMap.ByteCount]));
    }

    private static (LaunchResult Result, uint[] Output) Run(string text, int x, int y, TensorMapSwizzle swizzle, uint fill = 0)
    {
        var program = PtxProgram.Decode(PtxModule.Parse(text));
        var memory = new GlobalMemory();
        var from = memory.Allocate([.. Enumerable.Range(1, Rows * Columns).Select(value => (uint)value)], "from");
        var to = memory.Allocate(Enumerable.Repeat(fill, Rows * Columns).ToArray(), "to");
        var arguments = new KernelArguments(program)
            .Pointer(memory.Allocate(MapOf(from, swizzle).Encode(), "map from"))
            .Pointer(memory.Allocate(MapOf(to, swizzle).Encode(), "map to"))
            .Scalar(x)
            .Scalar(y);

        var result = Interpreter.Run(program, memory, new(1, 32), arguments);

        return (result, memory.Read<uint>(to));
    }

    private static TensorMap MapOf(GlobalBuffer buffer, TensorMapSwizzle swizzle) =>
        new(buffer.Address, sizeof(uint), [Columns, Rows], [Columns * sizeof(uint)], [BoxColumns, BoxRows], swizzle);
}
