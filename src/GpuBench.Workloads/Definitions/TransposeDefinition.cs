using System.Globalization;
using System.Runtime.InteropServices;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;

namespace GpuBench.Workloads.Definitions;

/// <summary>Transpose of a row-major matrix into another buffer: each element is read once and written once.</summary>
public sealed class TransposeDefinition : WorkloadDefinition
{
    public static TransposeDefinition Instance { get; } = new();

    public override string Name => "transpose";

    public override string Description =>
        "Transpose of a row-major matrix into another buffer. Each byte that is read or written counts. "
        + "The operation copy of the workload stream moves the same bytes in order, so its rate is the limit.";

    public override IReadOnlyList<Axis> Axes { get; } =
    [
        Axis.OfNumbers("m", "rows of the source, columns of the result", maximum: 1 << 20),
        Axis.OfNumbers("n", "columns of the source, rows of the result", maximum: 1 << 20),
    ];

    public override Case Example => new(new Point { { "m", 8000 }, { "n", 11200 } }, DTypes["fp32"], CommonConditions.Cold);

    public override string Format(Point point) => $"{point["m"].Number}×{point["n"].Number}";

    public override string UnpublishedReason => "the collection has no published figure of a transpose";

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } = new Dictionary<string, NumericTriple>()
    {
        ["fp32"] = NumericTriple.Uniform(DType.Fp32),
        ["fp16"] = NumericTriple.Uniform(DType.Fp16),
        ["bf16"] = NumericTriple.Uniform(DType.Bf16),
    };

    public override Limiter? KnownLimiter => Limiter.Memory;

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.BytesPerSecond;

    public override WorkCount Count(Point point, NumericTriple? dtype)
    {
        var bytes = ElementTypes.Of(dtype!.Value.Input).BytesOf(ElementsOf(point));
        return new(OperationCount: 0, bytes, bytes);
    }

    public override double BytesPerSet(Point point, NumericTriple? dtype) => Count(point, dtype).Bytes;

    /// <summary>The host makes the source, and looks at every element of the result.</summary>
    public override HostWork HostWorkOf(Point point, NumericTriple? dtype)
    {
        var work = Count(point, dtype);
        return new(ElementsOf(point), ElementsOf(point), work.BytesRead, work.BytesWritten);
    }

    public override void Validate(Point point)
    {
        if (ElementsOf(point) > int.MaxValue)
            throw UserError.Usage($"transpose {point}: the matrix has more than {int.MaxValue} elements");
    }

    /// <summary>
    /// Rows of both sides are whole lines of 128 bytes in either type, but no power of two: accesses a row apart would then share few sets
    /// of a cache. Outside ci, sets rotate, as in <see cref="StreamDefinition"/>.
    /// </summary>
    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device)
    {
        var (rows, columns) = (suite, device.Class) switch
        {
            (Suite.Ci, _) => (160, 224),
            (_, DeviceClass.ManagedCpu) => (800, 1120),
            (_, DeviceClass.HostCpu) => (3200, 4480),
            _ => (8000, 11200),
        };
        return
        [
            .. from type in (string[])["fp32", "fp16"]
               select new Case(
                   new Point { { "m", rows }, { "n", columns } }, DTypes[type],
                   suite == Suite.Ci ? CommonConditions.Warm : CommonConditions.Cold),
        ];
    }

    /// <summary>Compares the bits of every element of a result.</summary>
    /// <param name="result">As packed words.</param>
    /// <returns>The error is the number of wrong elements.</returns>
    public static CheckResult Check(Point point, Operand source, uint[] result)
    {
        var wrong = Packed.BytesOf(source.Type) == sizeof(uint)
            ? CountWrong<uint>(point, source.Words, result)
            : CountWrong<ushort>(point, source.Words, result);
        return new(wrong, Tolerance: 0, string.Create(CultureInfo.InvariantCulture, $"the bits of all {source.Count} elements"));
    }

    /// <typeparam name="T">As wide as an element.</typeparam>
    private static long CountWrong<T>(Point point, uint[] source, uint[] result) where T : unmanaged, IEquatable<T>
    {
        // Columns of the source that are compared together: each line of its rows is fetched from memory once.
        const int band = 64;
        var (rows, columns) = ((int)point["m"].Number, (int)point["n"].Number);
        var wrong = 0L;
        Chunks.ForEach(columns, band, (first, count) =>
        {
            ReadOnlySpan<T> from = MemoryMarshal.Cast<uint, T>(source), to = MemoryMarshal.Cast<uint, T>(result);
            var wrongInBand = 0L;
            for (var row = 0; row < rows; row++)
            {
                for (var column = (int)first; column < first + count; column++)
                    wrongInBand += from[row * columns + column].Equals(to[column * rows + row]) ? 0 : 1;
            }
            Interlocked.Add(ref wrong, wrongInBand);
        });
        return wrong;
    }

    private static double ElementsOf(Point point) => (double)point["m"].Number * point["n"].Number;
}
