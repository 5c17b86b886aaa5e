using System.Runtime.CompilerServices;
using GpuBench.Kernels.Loading;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Peak;

/// <summary>The only rung: eight independent chains of multiply-adds hide the latency. Each computes x ← x·1 + 1.</summary>
/// <remarks>
/// 256 operations an iteration and work item; one word written. The factor and the addend are launch arguments, so that the compiler
/// does not know that they are 1. Every value is an exact integer, with or without fused multiply-add, so that the result proves that
/// all of the work was done. Counting toggles fewer bits than random data: the roof is that of a device that power does not throttle.
/// Checked against <see cref="ExpectedSink"/>, which computes x0 + steps, by <c>PeakTests</c>.
/// </remarks>
internal sealed class MultiplyAddPeak<TNumber, TArithmetic> : IPeakKernel
    where TNumber : unmanaged
    where TArithmetic : struct, IPeakArithmetic<TNumber>
{
    private const int StepsPerIteration = 16;
    private const int MaxGroupSize = 256;

    /// <summary>Work items start from different values, so that each has its own expected result.</summary>
    private const int Starts = 4;

    private readonly Func<Accelerator, string?> _refusalReason;
    private readonly KernelEntryPoint _freeRunning;
    private readonly KernelEntryPoint _lockstep;

    public MultiplyAddPeak(PeakType type, Func<Accelerator, string?> refusalReason)
    {
        var arithmetic = type.ToString().ToLowerInvariant();
        Type = type;
        Name = $"multiply-add-{arithmetic}";
        _refusalReason = refusalReason;
        _freeRunning = KernelEntryPoint.Of(this, arithmetic, FreeRunning, MaxGroupSize);
        _lockstep = KernelEntryPoint.Of(this, $"{arithmetic}-lockstep", Lockstep, MaxGroupSize);
    }

    private delegate void Launcher(AcceleratorStream stream, KernelConfig config, ArrayView<uint> sink, int iterations, int one);

    public PeakType Type { get; }

    public string Name { get; }

    public string Technique => "eight independent chains of multiply-adds in registers";

    public IReadOnlyList<KernelEntryPoint> EntryPoints => [_freeRunning, _lockstep];

    public int MaxIterations => (int)(
        (Math.Min(TArithmetic.ExactIntegers, int.MaxValue) - Starts * Accumulators<TNumber, TArithmetic>.Count) / StepsPerIteration);

    public string? RefusalReason(Accelerator accelerator) => _refusalReason(accelerator);

    private static int FirstValue(int workItem) => workItem % Starts * Accumulators<TNumber, TArithmetic>.Count;

    private static void FreeRunning(ArrayView<uint> sink, int iterations, int one)
    {
        // sink (work items); a work item advances eight chains by 16 steps an iteration.
        var unit = TArithmetic.OfInteger(one);
        var chains = Accumulators<TNumber, TArithmetic>.StartAt(FirstValue(Grid.GlobalIndex.X));
        for (var i = 0; i < iterations; i++)
            chains = Advance(chains, unit);
        Write(sink, chains);
    }

    /// <summary>For processors behind OpenCL: the barrier makes their compiler run a group in vector registers.</summary>
    private static void Lockstep(ArrayView<uint> sink, int iterations, int one)
    {
        // sink (work items); as FreeRunning, with a barrier an iteration.
        var unit = TArithmetic.OfInteger(one);
        var chains = Accumulators<TNumber, TArithmetic>.StartAt(FirstValue(Grid.GlobalIndex.X));
        for (var i = 0; i < iterations; i++)
        {
            chains = Advance(chains, unit);
            Group.Barrier();
        }

        Write(sink, chains);
    }

    /// <summary>The last group may have work items past the end of the sink.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(ArrayView<uint> sink, Accumulators<TNumber, TArithmetic> chains)
    {
        var item = Grid.GlobalIndex.X;
        if (item < sink.Length)
            sink[item] = chains.Fold();
    }

    /// <summary>One iteration, unrolled by hand: ILGPU unrolls no loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Accumulators<TNumber, TArithmetic> Advance(Accumulators<TNumber, TArithmetic> chains, TNumber unit) => chains
        .Step(unit, unit).Step(unit, unit).Step(unit, unit).Step(unit, unit)
        .Step(unit, unit).Step(unit, unit).Step(unit, unit).Step(unit, unit)
        .Step(unit, unit).Step(unit, unit).Step(unit, unit).Step(unit, unit)
        .Step(unit, unit).Step(unit, unit).Step(unit, unit).Step(unit, unit);

    public PeakLaunch Load(Accelerator accelerator)
    {
        ArgumentNullException.ThrowIfNull(accelerator);
        var isOpenClProcessor = accelerator.AcceleratorType == AcceleratorType.OpenCL && DeviceTraits.RunsOnProcessor(accelerator);
        var launch = KernelLoader.Load<Launcher>(accelerator, isOpenClProcessor ? _lockstep : _freeRunning, out var groupSize);
        var maxIterations = MaxIterations;
        return (stream, sink, iterations) =>
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, maxIterations);
            var groups = (sink.IntLength + groupSize - 1) / groupSize;
            launch(stream, new KernelConfig(groups, groupSize), sink, iterations, 1);
        };
    }

    public long OperationsPerItem(int iterations) => 2L * Accumulators<TNumber, TArithmetic>.Count * StepsPerIteration * iterations;

    public uint ExpectedSink(int workItem, int iterations) =>
        Accumulators<TNumber, TArithmetic>.StartAt(FirstValue(workItem) + StepsPerIteration * iterations).Fold();
}

/// <summary>Eight independent chains of multiply-adds in registers: enough to hide the latency of one.</summary>
internal struct Accumulators<TNumber, TArithmetic>
    where TNumber : unmanaged
    where TArithmetic : struct, IPeakArithmetic<TNumber>
{
    public const int Count = 8;

    private TNumber x0;
    private TNumber x1;
    private TNumber x2;
    private TNumber x3;
    private TNumber x4;
    private TNumber x5;
    private TNumber x6;
    private TNumber x7;

    /// <summary>The chains start at <paramref name="first"/>, first + 1, ...</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Accumulators<TNumber, TArithmetic> StartAt(int first)
    {
        Accumulators<TNumber, TArithmetic> start;
        start.x0 = TArithmetic.OfInteger(first);
        start.x1 = TArithmetic.OfInteger(first + 1);
        start.x2 = TArithmetic.OfInteger(first + 2);
        start.x3 = TArithmetic.OfInteger(first + 3);
        start.x4 = TArithmetic.OfInteger(first + 4);
        start.x5 = TArithmetic.OfInteger(first + 5);
        start.x6 = TArithmetic.OfInteger(first + 6);
        start.x7 = TArithmetic.OfInteger(first + 7);
        return start;
    }

    /// <summary>One multiply-add in each chain.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Accumulators<TNumber, TArithmetic> Step(TNumber factor, TNumber addend)
    {
        Accumulators<TNumber, TArithmetic> next;
        next.x0 = TArithmetic.MultiplyAdd(x0, factor, addend);
        next.x1 = TArithmetic.MultiplyAdd(x1, factor, addend);
        next.x2 = TArithmetic.MultiplyAdd(x2, factor, addend);
        next.x3 = TArithmetic.MultiplyAdd(x3, factor, addend);
        next.x4 = TArithmetic.MultiplyAdd(x4, factor, addend);
        next.x5 = TArithmetic.MultiplyAdd(x5, factor, addend);
        next.x6 = TArithmetic.MultiplyAdd(x6, factor, addend);
        next.x7 = TArithmetic.MultiplyAdd(x7, factor, addend);
        return next;
    }

    /// <summary>A word that depends on every chain and on their order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Fold() => Append(Append(Append(Append(Append(Append(Append(TArithmetic.Bits(x0), x1), x2), x3), x4), x5), x6), x7);

    /// <summary>One step of the FNV-1a hash. In a linear sum, equal changes of all eight chains could cancel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Append(uint folded, TNumber next) => (folded ^ TArithmetic.Bits(next)) * 16777619u;
}
