using System.Globalization;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;

namespace GpuBench.Terminal;

/// <summary>Progress of a run: finished rounds, the current trial, and the estimated time left.</summary>
internal sealed class RunPace
{
    private readonly RunPlan _plan;
    private readonly TimeProvider _time;
    private readonly long _begin;
    private readonly int _doneBefore;
    private int _done;
    private readonly Func<string, RunProgress, string?>? _valueOf;
    private string _at = "";
    private string? _value;

    /// <param name="progress">The state at the start of the run, or when it is resumed.</param>
    /// <param name="valueOf">The value of a trial by its key, as text; null: values are not shown.</param>
    public RunPace(RunProgress progress, TimeProvider time, Func<string, RunProgress, string?>? valueOf = null)
    {
        (_plan, _time, _begin, _valueOf) = (progress.Plan, time, time.GetTimestamp(), valueOf);
        Total = _plan.Devices.Sum(device => device.RunnableCount) * _plan.Rounds;
        _done = _doneBefore = DoneOf(progress);
    }

    /// <summary>Rounds of the plan.</summary>
    public int Total { get; }

    public double ElapsedSeconds => _time.GetElapsedTime(_begin).TotalSeconds;

    /// <summary>E.g. <c>[12/99]</c>. Rounds that will not be measured count as done.</summary>
    public string Count => string.Create(CultureInfo.InvariantCulture, $"[{_done}/{Total}]");

    /// <summary>
    /// E.g. <c>[12/99] 2:59:56 left, ilgpu cpu:0 matmul m=64,n=64,k=64 fp32</c>. If values are shown, the last one comes first:
    /// <c>[12/99] 2:59:56 left, matmul bf16 4096³ 449 TFLOP/s, 0.52 of H100; now ilgpu cpu:0 …</c>.
    /// </summary>
    public string State =>
        string.Join(' ', new[] { Count, Left, _value is null ? _at : $"{_value}; now {_at}" }.Where(part => part.Length > 0));

    public void Opening(PlannedDevice device) => _at = $"opening {device.Device.Id} ({device.Device.Engine})";

    public void OnEntry(JournalEntry entry, RunProgress progress)
    {
        if (entry is RoundStarted started)
            _at = started.Key.Replace('|', ' ');
        if (entry is RoundFinished finished)
            _value = _valueOf?.Invoke(finished.Key, progress) ?? _value;
        _done = DoneOf(progress);
    }

    /// <summary>Estimated from the pace until now; at most the rest of the budget.</summary>
    private string Left
    {
        get
        {
            var measured = _done - _doneBefore;
            if (measured <= 0)
                return "";
            var seconds = ElapsedSeconds / measured * (Total - _done);
            return $"{TimeText.Clock(Math.Min(seconds, _plan.BudgetSeconds - ElapsedSeconds ?? double.MaxValue))} left,";
        }
    }

    private int DoneOf(RunProgress progress) => Total - _plan.Devices.Sum(progress.RoundsLeft);
}
