using System.Globalization;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;

namespace GpuBench.Terminal;

/// <summary>
/// For a log file or a pipe: a line when the run begins, one every half minute whatever happens or does not, and one at its end.
/// </summary>
internal sealed class PlainProgress : IRunObserver, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Lock _turn = new();
    private readonly RunPace _pace;
    private readonly TextWriter _output;
    private readonly ITimer _timer;

    public PlainProgress(RunPace pace, RunPlan plan, TextWriter output, TimeProvider time)
    {
        (_pace, _output) = (pace, output);
        var devices = string.Join(", ", plan.Devices.Select(device => device.Device.Id).Distinct());
        var trials = plan.Devices.Sum(device => device.RunnableCount);
        var (trial, round) = (trials == 1 ? "trial" : "trials", plan.Rounds == 1 ? "round" : "rounds");
        Print(string.Create(CultureInfo.InvariantCulture, $"{pace.Count} {trials} {trial} of {plan.Rounds} {round} on {devices}"));
        _timer = time.CreateTimer(_ => Tick(), null, Interval, Interval);
    }

    public void DeviceStarting(PlannedDevice device)
    {
        lock (_turn)
            _pace.Opening(device);
    }

    public void Saw(JournalEntry entry, RunProgress progress)
    {
        lock (_turn)
            _pace.Saw(entry, progress);
    }

    public void WorkerLost(string what)
    {
        lock (_turn)
            Print($"gpubench: {what}");
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_turn)
            Print($"{_pace.Count} ended after {TimeText.Clock(_pace.ElapsedSeconds)}");
    }

    private void Tick()
    {
        lock (_turn)
            Print(_pace.State);
    }

    private void Print(string line) => Progress.Write(_output, line + Environment.NewLine);
}
