using Xunit;

namespace GpuBench.PtxInterpreter.Tests.Instructions;

public sealed class WarpInstructionTests
{
    [Theory]
    [InlineData("down", "4", "31", 28)]
    [InlineData("up", "4", "0", -1)]
    [InlineData("bfly", "5", "31", -1)]
    [InlineData("idx", "9", "0x181f", -1)]
    public void A_shuffle_reads_another_lane_of_its_segment(string mode, string amount, string clamp, int firstOutOfRange)
    {
        var body = $"mul.lo.u32 r1, r0, 3; shfl.sync.{mode}.b32 r2|p1, r1, {amount}, {clamp}, -1; selp.u32 r3, 1, 0, p1; "
            + "mov.b64 d3, {r2, r3}; st.global.u64 [d0], d3;";

        var output = new SmallKernel(body).RunClean();

        for (var lane = 0; lane < 32; lane++)
        {
            var isInRange = mode switch
            {
                "down" => lane < firstOutOfRange,
                "up" => lane >= 4,
                _ => true,
            };
            var from = mode switch
            {
                "down" => isInRange ? lane + 4 : lane,
                "up" => isInRange ? lane - 4 : lane,
                "bfly" => lane ^ 5,
                // A segment has 8 lanes. Lane 9 mod 8 of the segment is read.
                _ => lane / 8 * 8 + 1,
            };
            Assert.Equal(((uint)(from * 3), isInRange ? 1u : 0), ((uint)output[lane], (uint)(output[lane] >> 32)));
        }
    }

    [Fact]
    public void Votes_matches_reductions_and_elections_give_the_expected_values()
    {
        const string body = """
            setp.lt.u32 p1, r0, 5; vote.sync.ballot.b32 r4, p1, -1; vote.sync.any.pred p2, p1, -1; vote.sync.all.pred p3, p1, -1;
            and.b32 r5, r0, 3; match.any.sync.b32 r6, r5, -1; match.all.sync.b32 r7|p4, r5, -1;
            redux.sync.max.s32 r8, r0, -1; elect.sync r9|p5, -1;
            selp.u32 r10, 1, 0, p2; selp.u32 r11, 2, r10, p3; selp.u32 r12, 4, 0, p5; add.u32 r10, r10, r12; add.u32 r10, r10, r11;
            xor.b32 r4, r4, r6; add.u32 r8, r8, r7; shl.b32 r8, r8, 8; add.u32 r8, r8, r10; mov.b64 d3, {r4, r8}; st.global.u64 [d0], d3;
            """;

        var output = new SmallKernel(body).RunClean();

        for (var lane = 0; lane < 32; lane++)
        {
            Assert.Equal(31u ^ 0x11111111u << (lane % 4), (uint)output[lane]);
            Assert.Equal((31u << 8) + (lane == 0 ? 6u : 2), (uint)(output[lane] >> 32));
        }
    }

    [Fact]
    public void Matrices_are_loaded_and_stored_as_they_are_or_transposed()
    {
        // Lane l stores words 4l to 4l + 3. They are row l of four 8x8 matrices of 16-bit elements, two elements in each word.
        const string body = """
            mov.u32 r1, tile; shl.b32 r2, r0, 4; add.u32 r3, r1, r2; shl.b32 r4, r0, 3;
            add.u32 r5, r4, 0x00010000; add.u32 r6, r4, 0x00030002; add.u32 r7, r4, 0x00050004; add.u32 r8, r4, 0x00070006;
            st.shared.v4.b32 [r3], {r5, r6, r7, r8}; bar.warp.sync -1;
            ldmatrix.sync.aligned.m8n8.x4.shared.b16 {r10, r11, r12, r13}, [r3]; bar.warp.sync -1;
            stmatrix.sync.aligned.m8n8.x4.trans.shared.b16 [r3], {r10, r11, r12, r13}; bar.warp.sync -1;
            ldmatrix.sync.aligned.m8n8.x2.trans.shared.b16 {r14, r15}, [r3];
            xor.b32 r14, r14, r10; xor.b32 r15, r15, r11; mov.b64 d3, {r14, r15};
            ldmatrix.sync.aligned.m8n8.x1.shared.b16 {r16}, [r3]; cvt.u64.u32 d4, r16; shl.b64 d4, d4, 32; or.b64 d3, d3, d4; st.global.u64 [d0], d3;
            """;

        var output = new SmallKernel(body).RunClean();

        // The first matrix, transposed. Row l/4 holds the elements l/4 of row 2(l mod 4) and of the next row.
        for (var lane = 0; lane < 32; lane++)
        {
            var (column, row) = (lane / 4, lane % 4 * 2);
            Assert.Equal(Element(row, column) | Element(row + 1, column) << 16, (uint)(output[lane] >> 32));
            Assert.Equal(0u, (uint)output[lane]);
        }

        static uint Element(int row, int column) => (uint)(column % 2 == 0 ? row * 8 + column : column);
    }

    [Fact]
    public void Atomics_return_the_old_value_and_wrap()
    {
        const string body = """
            mov.u32 r1, tile; setp.eq.u32 p1, r0, 0; @p1 st.shared.u32 [r1], 0; bar.warp.sync -1;
            atom.shared.inc.u32 r2, [r1], 9; bar.warp.sync -1; atom.shared.cas.b32 r3, [r1], 2, 100; bar.warp.sync -1;
            ld.shared.u32 r4, [r1]; mov.b64 d3, {r2, r4}; st.global.u64 [d0], d3;
            """;

        var output = new SmallKernel(body).RunClean();

        Assert.Equal(Enumerable.Range(0, 32).Select(lane => (uint)(lane % 10)), output.Select(value => (uint)value));
        Assert.All(output, value => Assert.Equal(100u, (uint)(value >> 32)));
    }
}
