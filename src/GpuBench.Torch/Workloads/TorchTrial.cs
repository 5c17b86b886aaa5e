using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Workloads;

/// <summary>
/// A prepared trial built from its parts. The set of operands numbers launches and results. A checked result is poisoned, so that
/// neither it nor its memory can pass again.
/// </summary>
internal sealed class TorchTrial : IPreparedTrial
{
    private readonly ITensor?[] _results;
    private readonly bool _ownsEachResult;
    private readonly Action<int> _launch;
    private readonly Func<ReadOnlyMemory<uint>, CheckResult> _check;
    private readonly IReadOnlyList<ITensor> _operands;
    private readonly LaunchClock _clock;
    private uint[]? _words;

    private TorchTrial(
        KernelChoice kernel, HardwareUnit unit, ITensor?[] results, bool ownsEachResult, Action<int> launch,
        Func<ReadOnlyMemory<uint>, CheckResult> check, IReadOnlyList<ITensor> operands, LaunchClock? clock)
    {
        (Kernel, Unit, _results, _ownsEachResult) = (kernel, unit, results, ownsEachResult);
        (_launch, _check, _operands) = (launch, check, operands);
        _clock = clock ?? ((trial, device, first, count) => device.Time(trial, first, count));
    }

    public KernelChoice Kernel { get; }

    public HardwareUnit Unit { get; }

    public int SetCount => _results.Length;

    /// <summary>Launches that write into given tensors, so that no sample includes the allocation of its result.</summary>
    /// <param name="results">One per set, poisoned.</param>
    /// <param name="launch">Receives a set's number and its result.</param>
    /// <param name="check">Receives the words of a result, which are valid until the next call.</param>
    /// <param name="clock">Null: the device's timer.</param>
    public static TorchTrial IntoGiven(
        KernelChoice kernel, HardwareUnit unit, ITensor[] results, Action<int, ITensor> launch,
        Func<ReadOnlyMemory<uint>, CheckResult> check,
        IReadOnlyList<ITensor> operands, LaunchClock? clock = null) =>
        new(kernel, unit, results, ownsEachResult: false, set => launch(set, results[set]), check, operands, clock);

    /// <summary>
    /// Launches that allocate their result. Each set keeps its latest result until the next is computed, as a variable in a Python
    /// loop does.
    /// </summary>
    /// <inheritdoc cref="IntoGiven"/>
    public static TorchTrial Allocating(
        KernelChoice kernel, HardwareUnit unit, int setCount, Func<int, ITensor> launch, Func<ReadOnlyMemory<uint>, CheckResult> check,
        IReadOnlyList<ITensor> operands)
    {
        var latest = new ITensor?[setCount];
        return new(kernel, unit, latest, ownsEachResult: true, Launch, check, operands, clock: null);

        void Launch(int set)
        {
            var result = launch(set);
            latest[set]?.Dispose();
            latest[set] = result;
        }
    }

    public void Launch(int index) => _launch(index % SetCount);

    public LaunchTiming Time(IDevice device, int firstIndex, int launchCount) => _clock(this, device, firstIndex, launchCount);

    public CheckResult Check(int index)
    {
        var set = index % SetCount;
        if (_results[set] is not { } result)
            return new(double.PositiveInfinity, Tolerance: 1, "nothing: the launch produced no result");
        _words = result.Words(_words);
        result.Poison();
        if (_ownsEachResult)
        {
            result.Dispose();
            _results[set] = null;
        }
        return _check(_words);
    }

    public void Dispose()
    {
        foreach (var tensor in _operands.Concat(_results))
            tensor?.Dispose();
    }
}
