using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>
/// wgmma with operands in registers and in every shared-memory layout. Each case multiplies three pairs, one in each block. In the
/// first, A selects rows of B, so D shows where each element of B was read. In the second, B selects columns of A. The third has
/// small integers.
/// </summary>
internal static class WgmmaCases
{
    private const string Family = "wgmma", Section = "Asynchronous Warpgroup Level Matrix Instructions: wgmma.mma_async";
    private const int Threads = 128, M = WgmmaInstruction.M;

    public static IEnumerable<ConformanceCase> All() => WgmmaInstruction.All().Select(Case);

    private static ConformanceCase Case(WgmmaInstruction wgmma)
    {
        var problems = Problems(wgmma);
        var (a, b, d) = (new MatrixElement(wgmma.A), new MatrixElement(wgmma.B), new MatrixElement(wgmma.D));
        List<CaseArgument> arguments = [new InputBuffer("tiles", problems.SelectMany(p => Tiles(wgmma, p, a, b)).ToArray())];
        if (wgmma.RegisterA)
            arguments.Add(new InputBuffer("a", problems.SelectMany(p => FragmentsOfA(wgmma, p, a)).ToArray()));
        arguments.Add(new InputBuffer("c", problems.SelectMany(p => Accumulators(wgmma, d, p.C)).ToArray()));
        arguments.Add(new OutputBuffer("d", Expect(wgmma, problems, d)));
        return new(
            Family, wgmma.ToString(), Section, PtxTarget.Sm90a,
            ModuleText.Write(PtxTarget.Sm90a, arguments, Body(wgmma, a, d), SharedMemoryText.Declaration, Threads),
            new(problems.Length, Threads, TileBytes(wgmma)), arguments);
    }

    // The part of the depth outside of the multiplied slice holds other numbers. The kernel must not read them.
    private static MatrixProblem[] Problems(WgmmaInstruction wgmma)
    {
        var (n, k) = (wgmma.N, wgmma.K);
        var (a, b) = (new MatrixElement(wgmma.A), new MatrixElement(wgmma.B));
        var random = new Random(n + k);
        var c = MatrixProblem.Fill(M, n, (_, _) => random.Next(-5, 6));

        // Sums of 8-bit floating-point numbers of very different magnitude are not exact, so the accumulators are zero.
        var alone = a.Bits == 8 && a.Format is not null ? new double[M, n] : c;
        return
        [
            new(
                MatrixProblem.Fill(M, k, (i, j) => i % k == j ? 1 : 0),
                MatrixProblem.Fill(k, n, (i, j) => b.Distinct(7 * (i * n + j) / 2)),
                alone),
            new(
                MatrixProblem.Fill(M, k, (i, j) => a.Distinct(7 * (i * k + j) / 2)),
                MatrixProblem.Fill(k, n, (i, j) => j % k == i ? 1 : 0),
                alone),
            new(MatrixProblem.Fill(M, k, (_, _) => a.DrawSmall(random)), MatrixProblem.Fill(k, n, (_, _) => b.DrawSmall(random)), c),
        ];
    }

    private static int OffsetOfB(WgmmaInstruction wgmma) => wgmma.RegisterA ? 0 : (wgmma.LayoutA.TileBytes + 1023) / 1024 * 1024;

    private static int TileBytes(WgmmaInstruction wgmma) => OffsetOfB(wgmma) + wgmma.LayoutB.TileBytes;

    private static byte[] Tiles(WgmmaInstruction wgmma, MatrixProblem problem, MatrixElement a, MatrixElement b)
    {
        var bytes = new byte[TileBytes(wgmma)];
        if (!wgmma.RegisterA)
            Place(bytes, wgmma, wgmma.LayoutA, a, (row, depth) => problem.A[row, depth]);
        Place(bytes.AsSpan(OffsetOfB(wgmma)), wgmma, wgmma.LayoutB, b, (row, depth) => problem.B[depth, row]);
        return bytes;
    }

    private static void Place(
        Span<byte> tile, WgmmaInstruction wgmma, CanonicalLayout layout, MatrixElement type, Func<int, int, double> value)
    {
        for (var row = 0; row < layout.Rows; row++)
        {
            for (var depth = 0; depth < layout.Depth; depth++)
            {
                var inSlice = depth / wgmma.K == wgmma.Step;
                var number = inSlice ? value(row, depth % wgmma.K) : type.Distinct(row + 3 * depth);
                LittleEndian.Write(tile, layout.Place(row, depth), type.Bytes, type.Encode(number));
            }
        }
    }

    private static IEnumerable<byte> FragmentsOfA(WgmmaInstruction wgmma, MatrixProblem problem, MatrixElement a) =>
        Enumerable.Range(0, 4).SelectMany(warp => Fragments.Pack(
            a, wgmma.Fragment.ElementsOfA,
            (lane, i) => wgmma.Fragment.A(lane, i) is var (row, column) ? (row + 16 * warp, column) : default,
            problem.A));

    private static byte[] Accumulators(WgmmaInstruction wgmma, MatrixElement d, double[,] matrix)
    {
        var bytes = new byte[Threads * wgmma.ElementsOfD * d.Bytes];
        for (var thread = 0; thread < Threads; thread++)
        {
            for (var i = 0; i < wgmma.ElementsOfD; i++)
            {
                var (row, column) = wgmma.PositionOfD(thread, i);
                LittleEndian.Write(bytes, (thread * wgmma.ElementsOfD + i) * d.Bytes, d.Bytes, d.Encode(matrix[row, column]));
            }
        }

        return bytes;
    }

    private static Expectation Expect(WgmmaInstruction wgmma, MatrixProblem[] problems, MatrixElement d)
    {
        var perProblem = Threads * wgmma.ElementsOfD;
        (int Problem, int Row, int Column) Place(int index)
        {
            var (row, column) = wgmma.PositionOfD(index % perProblem / wgmma.ElementsOfD, index % wgmma.ElementsOfD);
            return (index / perProblem, row, column);
        }

        var sign = wgmma.ScaleA * wgmma.ScaleB;
        var values = Enumerable.Range(0, problems.Length * perProblem).Select(Place).Select(at =>
        {
            var c = problems[at.Problem].C[at.Row, at.Column];
            var product = problems[at.Problem].Product(at.Row, at.Column) - c;
            return d.Encode(sign * product + (wgmma.KeepD ? c : 0));
        });
        return new(
            d.Bytes, values.ToArray(),
            i => Place(i) is var (problem, row, column) ? $"row {row}, column {column} of product {problem}" : "")
        {
            Format = d.Format,
        };
    }

    private static string Body(WgmmaInstruction wgmma, MatrixElement a, MatrixElement d)
    {
        var (register, dCount) = (d.Type == "f32" ? "f32" : "b32", wgmma.ElementsOfD / d.PerRegister);
        var aCount = wgmma.RegisterA ? wgmma.Fragment.ElementsOfA / a.PerRegister : 0;
        var operandA = wgmma.RegisterA ? Fragments.Vector("%a", aCount) : "%descriptor_a";
        var (layoutA, layoutB) = (wgmma.LayoutA, wgmma.LayoutB);
        return SharedMemoryText.Prologue + ".reg .b32 %block, %slot;\nmov.u32 %block, %ctaid.x;\n" + CopyTiles(TileBytes(wgmma))
            + $"mad.lo.u32 %slot, %block, {Threads}, %thread;\n"
            + (wgmma.RegisterA ? LoadRegisters("a", "%a", "b32", aCount) : "")
            + LoadRegisters("c", "%d", register, dCount)
            + (wgmma.RegisterA ? "" : Descriptor("%descriptor_a", layoutA, layoutA.Advance(wgmma.Step * wgmma.K)))
            + Descriptor("%descriptor_b", layoutB, OffsetOfB(wgmma) + layoutB.Advance(wgmma.Step * wgmma.K))
            + $"""
            .reg .pred %keep;
            setp.ne.b32 %keep, {(wgmma.KeepD ? 1 : 0)}, 0;
            wgmma.fence.sync.aligned;
            {wgmma.Opcode} {Fragments.Vector("%d", dCount)}, {operandA}, %descriptor_b, %keep{wgmma.Immediates};
            wgmma.commit_group.sync.aligned;
            wgmma.wait_group.sync.aligned 0;

            """
            + ModuleText.LoadAddress("d", "%base_d") + $"mad.wide.u32 %base_d, %slot, {4 * dCount}, %base_d;\n"
            + string.Concat(Enumerable.Range(0, dCount).Select(i => $"st.global.{register} [%base_d+{4 * i}], %d{i};\n"))
            + "ret;";
    }

    private static string LoadRegisters(string argument, string prefix, string type, int count) =>
        ModuleText.LoadAddress(argument, "%base_" + argument)
        + $"mad.wide.u32 %base_{argument}, %slot, {4 * count}, %base_{argument};\n.reg .{type} {prefix}<{count}>;\n"
        + string.Concat(Enumerable.Range(0, count).Select(i => $"ld.global.{type} {prefix}{i}, [%base_{argument}+{4 * i}];\n"));

    // A block's tiles follow the tiles of the blocks before it.
    private static string CopyTiles(int bytes) =>
        ModuleText.LoadAddress("tiles", "%tiles") + $"mad.wide.u32 %tiles, %block, {bytes}, %tiles;\n"
        + SharedMemoryText.Fill("%tiles", Threads, bytes);

    // The start address counts 16-byte units within 256 KB.
    private static string Descriptor(string register, CanonicalLayout layout, int offset) => $"""
        .reg .b64 {register};
        .reg .b32 {register}_start;
        add.u32 {register}_start, %shared, {offset};
        shr.u32 {register}_start, {register}_start, 4;
        and.b32 {register}_start, {register}_start, 0x3fff;
        cvt.u64.u32 {register}, {register}_start;
        or.b64 {register}, {register}, 0x{layout.Descriptor:x};

        """;
}
