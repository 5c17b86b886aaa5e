using System.Globalization;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families.Matrix;

/// <summary>
/// mma.sync with every shape and type. In some cases one element of A is 1 and all others are 0, which finds every misplaced element.
/// Others have random integers with exact sums, random numbers, or infinities and NaN.
/// </summary>
internal static class MmaCases
{
    private const string Family = "mma.sync", Section = "Warp Level Matrix Instructions: mma";
    private const int Lanes = 32;

    public static IEnumerable<ConformanceCase> All() => MmaInstruction.All().SelectMany(Of);

    private static IEnumerable<ConformanceCase> Of(MmaInstruction mma)
    {
        var (m, n, k) = (mma.Shape.M, mma.Shape.N, mma.Shape.K);
        var (a, b) = (new MatrixElement(mma.A), new MatrixElement(mma.B));
        var random = new Random(k);
        yield return Case(mma, "one-hot", Enumerable.Range(0, m * k).Select(hot => new MatrixProblem(
            MatrixProblem.Fill(m, k, (i, j) => i * k + j == hot ? 1 : 0),
            MatrixProblem.Fill(k, n, (i, j) => b.Distinct(i * n + j)),
            new double[m, n])), exact: true);
        yield return Case(mma, "small integers", Enumerable.Range(0, 8).Select(_ => new MatrixProblem(
            MatrixProblem.Fill(m, k, (_, _) => a.DrawSmall(random)),
            MatrixProblem.Fill(k, n, (_, _) => b.DrawSmall(random)),
            MatrixProblem.Fill(m, n, (_, _) => random.Next(-9, 10)))), exact: true);
        yield return Case(mma, "drawn numbers", Enumerable.Range(0, 8).Select(_ => new MatrixProblem(
            MatrixProblem.Fill(m, k, (_, _) => a.Draw(random)),
            MatrixProblem.Fill(k, n, (_, _) => b.Draw(random)),
            MatrixProblem.Fill(m, n, (_, _) => new MatrixElement(mma.D).Draw(random)))), exact: false);
        yield return mma.D == "s32" ? Overflow(mma, random) : NotNumbers(mma);
    }

    // Accumulators are near the ends of the range. Sums wrap, or with .satfinite they stop at the ends.
    private static ConformanceCase Overflow(MmaInstruction mma, Random random)
    {
        var (m, n, k) = (mma.Shape.M, mma.Shape.N, mma.Shape.K);
        var (a, b) = (new MatrixElement(mma.A), new MatrixElement(mma.B));
        return Case(mma, "overflow", Enumerable.Range(0, 4).Select(_ => new MatrixProblem(
            MatrixProblem.Fill(m, k, (i, _) => i % 2 == 0 ? 100 : a.Draw(random)),
            MatrixProblem.Fill(k, n, (_, j) => j % 2 == 0 ? 100 : b.Draw(random)),
            MatrixProblem.Fill(
                m, n,
                (i, j) => (i + j) % 3 == 0 ? int.MinValue + (double)random.Next(1000) : int.MaxValue - (double)random.Next(1000)))),
            exact: true);
    }

    // Row 1 has one infinity, column 2 has its product with zero, and row 3 has one NaN. The format e4m3 has no infinity, so row 1 has NaN.
    private static ConformanceCase NotNumbers(MmaInstruction mma)
    {
        var (m, n, k) = (mma.Shape.M, mma.Shape.N, mma.Shape.K);
        var infinity = mma.A == "e4m3" ? double.NaN : double.PositiveInfinity;
        return Case(mma, "infinities and NaN",
        [
            new MatrixProblem(
                MatrixProblem.Fill(m, k, (i, j) => (i, j) switch { (1, 1) => infinity, (3, 2) => double.NaN, _ => 1 }),
                MatrixProblem.Fill(k, n, (i, j) => (i, j) switch { (1, 2) => 0, _ => j % 2 == 0 ? 1 : -1 }),
                new double[m, n]),
        ], exact: true);
    }

    private static ConformanceCase Case(MmaInstruction mma, string what, IEnumerable<MatrixProblem> problems, bool exact)
    {
        var (shape, list) = (mma.Shape, problems.ToArray());
        var (a, b, d) = (new MatrixElement(mma.A), new MatrixElement(mma.B), new MatrixElement(mma.D));
        List<CaseArgument> arguments =
        [
            new InputBuffer("a", list.SelectMany(p => Fragments.Pack(a, shape.ElementsOfA, shape.A, p.A)).ToArray()),
            new InputBuffer("b", list.SelectMany(p => Fragments.Pack(b, shape.ElementsOfB, shape.B, p.B)).ToArray()),
            new InputBuffer("c", list.SelectMany(p => Fragments.Pack(d, shape.ElementsOfD, shape.D, p.C)).ToArray()),
            new OutputBuffer("d", Expect(mma, d, list, exact)),
        ];
        return new(
            Family, $"{mma}, {what}", Section, mma.Target, ModuleText.Write(mma.Target, arguments, Body(mma, a, b, d)),
            new(list.Length, Lanes), arguments);
    }

    private static Expectation Expect(MmaInstruction mma, MatrixElement d, MatrixProblem[] problems, bool exact)
    {
        var perProblem = Lanes * mma.Shape.ElementsOfD;
        (int Problem, int Row, int Column) Place(int index)
        {
            var (row, column) = mma.Shape.D(index % perProblem / mma.Shape.ElementsOfD, index % mma.Shape.ElementsOfD);
            return (index / perProblem, row, column);
        }

        var places = Enumerable.Range(0, problems.Length * perProblem).Select(Place).ToArray();
        double Value((int Problem, int Row, int Column) at)
        {
            var sum = problems[at.Problem].Product(at.Row, at.Column);
            return mma.Modifier.Length > 0 ? Math.Clamp(sum, int.MinValue, int.MaxValue) : sum;
        }

        var margins = exact || d.Format is null
            ? null
            : places.Select(p => problems[p.Problem].Magnitude(p.Row, p.Column) * Math.Pow(2, mma.Precision)).ToArray();
        return new(
            d.Bytes,
            places.Select(p => d.Encode(Value(p))).ToArray(),
            i => $"row {places[i].Row}, column {places[i].Column} of product {places[i].Problem}")
        {
            Format = d.Format,
            Margins = margins,
            MarginReason = margins is null ? "" : "Neither the order nor the rounding of the sum is fixed.",
        };
    }

    private static string Body(MmaInstruction mma, MatrixElement a, MatrixElement b, MatrixElement d)
    {
        // Registers of f32 and f64 numbers have that type. All other registers have a bit type.
        static string Register(MatrixElement type) =>
            type.Type is "f32" or "f64" ? type.Type : "b" + Math.Max(32, type.Bits).ToString(CultureInfo.InvariantCulture);
        static int Count(MatrixElement type, int elements) => elements / type.PerRegister;
        string Access(string name, MatrixElement type, int elements, bool store)
        {
            var (count, register, bytes) = (Count(type, elements), Register(type), Math.Max(4, type.Bytes));
            var text = ModuleText.LoadAddress(name, "%base_" + name) + $"mad.wide.u32 %base_{name}, %slot, {count * bytes}, %base_{name};\n"
                + $".reg .{register} %{name}<{count}>;\n";
            for (var i = 0; i < count; i++)
                text += store ? "" : $"ld.global.{register} %{name}{i}, [%base_{name}+{i * bytes}];\n";
            return text;
        }

        var dCount = Count(d, mma.Shape.ElementsOfD);
        return "\n.reg .b32 %block, %lane, %slot;\nmov.u32 %block, %ctaid.x;\n"
            + "mov.u32 %lane, %tid.x;\nmad.lo.u32 %slot, %block, 32, %lane;\n"
            + Access("a", a, mma.Shape.ElementsOfA, store: false)
            + Access("b", b, mma.Shape.ElementsOfB, store: false)
            + Access("c", d, mma.Shape.ElementsOfD, store: false)
            + Access("d", d, mma.Shape.ElementsOfD, store: true)
            + $"{mma} {Fragments.Vector("%d", dCount)}, {Fragments.Vector("%a", Count(a, mma.Shape.ElementsOfA))}, "
            + $"{Fragments.Vector("%b", Count(b, mma.Shape.ElementsOfB))}, {Fragments.Vector("%c", dCount)};\n"
            + string.Concat(
                Enumerable.Range(0, dCount).Select(i => $"st.global.{Register(d)} [%base_d+{i * Math.Max(4, d.Bytes)}], %d{i};\n"))
            + "ret;";
    }
}
