using System.Numerics;
using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;
using GpuBench.PtxInterpreter.Conformance.Text;

namespace GpuBench.PtxInterpreter.Conformance.Families;

/// <summary>
/// atom and red in global and shared memory. If each thread has its own location, the returned and the final value are fixed.
/// If all threads have one location, the final value is fixed, because the operation commutes exactly.
/// </summary>
internal static class AtomicCases
{
    private const string Family = "atomics", Chapter = "Parallel Synchronization and Communication Instructions: ";
    private const int Threads = ElementwiseCase.BlockThreads;

    private sealed record Operation(
        string Name, string Type, int Bits, Func<ulong, ulong, ulong> Combine, PtxTarget Target = PtxTarget.Sm80)
    {
        public string Instruction => Name + "." + Type;
    }

    public static IEnumerable<ConformanceCase> All()
    {
        foreach (var operation in Operations())
        {
            foreach (var space in new[] { "global", "shared" })
            {
                yield return Own(operation, space, red: false);
                if (operation.Name != "exch")
                    yield return Own(operation, space, red: true);
            }
        }

        foreach (var bits in new[] { 16, 32, 64 })
            yield return CompareAndSwap(bits);
        yield return Contended("add.u32", i => i, values => values.Aggregate((a, b) => a + b), 4);
        yield return Contended("add.u64", i => i << 30, values => values.Aggregate((a, b) => a + b), 8);
        yield return Contended("max.s32", i => i * 37 % 101, values => values.Max(), 4);
        yield return Contended("xor.b32", i => i * 0x9e37, values => values.Aggregate((a, b) => a ^ b), 4);
        yield return Contended("inc.u32", _ => 99, values => (ulong)values.Length % 100, 4);
        yield return Contended(
            "add.f32",
            i => FloatFormat.Binary32.FromDouble(i),
            values => FloatFormat.Binary32.FromDouble(values.Sum(FloatFormat.Binary32.ToDouble)),
            4);
    }

    private static IEnumerable<Operation> Operations()
    {
        foreach (var type in new[] { "u32", "u64", "s32", "s64" }.Select(t => new IntegerType(t)))
        {
            if (type.Name != "s64")
                yield return new("add", type.Name, type.Bits, (a, b) => type.Wrap(type.Value(a) + type.Value(b)));
            yield return new("min", type.Name, type.Bits, (a, b) => type.Wrap(BigInteger.Min(type.Value(a), type.Value(b))));
            yield return new("max", type.Name, type.Bits, (a, b) => type.Wrap(BigInteger.Max(type.Value(a), type.Value(b))));
        }

        foreach (var bits in new[] { 32, 64 })
        {
            yield return new("and", $"b{bits}", bits, (a, b) => a & b);
            yield return new("or", $"b{bits}", bits, (a, b) => a | b);
            yield return new("xor", $"b{bits}", bits, (a, b) => a ^ b);
            yield return new("exch", $"b{bits}", bits, (_, b) => b);
        }

        yield return new("inc", "u32", 32, (a, b) => a >= b ? 0 : a + 1);
        yield return new("dec", "u32", 32, (a, b) => a == 0 || a > b ? b : a - 1);
        foreach (var format in new[] { FloatFormat.Binary32, FloatFormat.Binary64 })
            yield return new("add", format.Name, format.Bits, (a, b) => Sum(format, a, b));
        yield return new(
            "add.noftz", "f16x2", 32,
            (a, b) => Sum(FloatFormat.Binary16, a & 0xffff, b & 0xffff) | Sum(FloatFormat.Binary16, a >> 16, b >> 16) << 16);
        yield return new(
            "add.noftz", "bf16x2", 32,
            (a, b) => Sum(FloatFormat.BFloat16, a & 0xffff, b & 0xffff) | Sum(FloatFormat.BFloat16, a >> 16, b >> 16) << 16,
            PtxTarget.Sm90);
        yield return new("add.noftz", "f16", 16, (a, b) => Sum(FloatFormat.Binary16, a, b));
        yield return new("add.noftz", "bf16", 16, (a, b) => Sum(FloatFormat.BFloat16, a, b), PtxTarget.Sm90);
    }

    private static ulong Sum(FloatFormat format, ulong a, ulong b) =>
        format.Round(ExactNumber.Add(format.Decode(a), format.Decode(b), RoundingMode.NearestEven));

    // Floating-point operands are small and normal, because the units treat subnormal numbers and NaN differently.
    private static ulong[] Operands(Operation operation, int seed)
    {
        var parts = operation.Type.EndsWith("x2", StringComparison.Ordinal);
        var type = parts ? operation.Type[..^2] : operation.Type;
        if (type[0] is not ('f' or 'b') || type is "b32" or "b64")
            return SampleOperands.Combine(
                Threads, seed, SampleOperands.Integers(operation.Bits).Concat(SampleOperands.Bits(operation.Bits, 40, seed)).ToArray())[0];
        var numbers = SampleOperands.Near(FloatFormat.Of(type), 100, Threads, seed);
        return parts ? FloatCase.Pack(numbers, 16) : numbers;
    }

    private static ConformanceCase Own(Operation operation, string space, bool red)
    {
        var initial = Cycle(Operands(operation, 120));
        var operand = Cycle(Operands(operation, 121));
        var final = initial.Zip(operand, operation.Combine).ToArray();
        var (bytes, register) = (operation.Bits / 8, $".b{operation.Bits}");
        var instruction = $"{(red ? "red" : "atom")}.{space}.{operation.Instruction}";
        var returned = red ? "" : "%d0, ";
        var slot = space == "shared"
            ? $".shared .align 16 .b8 buffer[{bytes * Threads}];\n.reg .b32 %slot;\n"
                + $"mov.u32 %slot, buffer;\nmad.lo.u32 %slot, %thread, {bytes}, %slot;"
            : $".reg .b64 %slot;\nmov.u64 %slot, memory;\nmad.wide.u32 %slot, %thread, {bytes}, %slot;";
        return ElementwiseCase.Create(
            Family, instruction, Chapter + (red ? "red" : "atom"), operation.Target,
            [new(bytes, initial), new(bytes, operand)], [new(bytes, red ? final : initial), new(bytes, final)],
            $"""
            {slot}
            st.{space}{register} [%slot], %a0;
            {instruction} {returned}[%slot], %a1;
            ld.{space}{register} %d1, [%slot];
            {(red ? $"mov.b{operation.Bits} %d0, %d1;" : "")}
            """,
            space == "global" ? $".global .align 16 .b8 memory[{bytes * Threads}];" : "");
    }

    private static ConformanceCase CompareAndSwap(int bits)
    {
        var initial = Cycle(SampleOperands.Bits(bits, Threads, 122));
        var compare = initial.Select((v, i) => i % 3 == 0 ? v ^ 1 : v).ToArray();
        var replace = Cycle(SampleOperands.Bits(bits, Threads, 123));
        var final = initial.Select((v, i) => v == compare[i] ? replace[i] : v).ToArray();
        return ElementwiseCase.Create(
            Family, $"atom.global.cas.b{bits}", Chapter + "atom", PtxTarget.Sm80,
            [new(bits / 8, initial), new(bits / 8, compare), new(bits / 8, replace)], [new(bits / 8, initial), new(bits / 8, final)],
            $"""
            .reg .b64 %slot;
            mov.u64 %slot, memory;
            mad.wide.u32 %slot, %thread, {bits / 8}, %slot;
            st.global.b{bits} [%slot], %a0;
            atom.global.cas.b{bits} %d0, [%slot], %a1, %a2;
            ld.global.b{bits} %d1, [%slot];
            """,
            $".global .align 16 .b8 memory[{bits / 8 * Threads}];");
    }

    // Every thread of four blocks adds to one location, which starts at zero.
    private static ConformanceCase Contended(string instruction, Func<ulong, ulong> value, Func<ulong[], ulong> total, int bytes)
    {
        const int Blocks = 4;
        var values = Enumerable.Range(0, Blocks * Threads).Select(i => value((ulong)i)).ToArray();
        List<CaseArgument> arguments =
        [
            new InputBuffer("values", LittleEndian.Pack(values, bytes)),
            new OutputBuffer("total", new(bytes, [total(values)], _ => "of all threads"), new byte[bytes]),
        ];
        var body = ModuleText.LoadAddress("values", "%values") + ModuleText.LoadAddress("total", "%total") + $"""
            .reg .b32 %block, %thread, %element;
            .reg .b{8 * bytes} %value;
            mov.u32 %block, %ctaid.x;
            mov.u32 %thread, %tid.x;
            mad.lo.u32 %element, %block, {Threads}, %thread;
            mad.wide.u32 %values, %element, {bytes}, %values;
            ld.global.b{8 * bytes} %value, [%values];
            red.global.{instruction} [%total], %value;
            ret;
            """;
        return new(
            Family, $"red.global.{instruction} of all threads on one location", Chapter + "red", PtxTarget.Sm80,
            ModuleText.Write(PtxTarget.Sm80, arguments, body), new(Blocks, Threads), arguments);
    }

    private static ulong[] Cycle(ulong[] values) => Enumerable.Range(0, Threads).Select(i => values[i % values.Length]).ToArray();
}
