using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Rounds;
using GpuBench.Measuring.Running;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class PulseTests
{
    [Fact]
    public void A_busy_worker_reports_that_it_still_works_except_during_measurements()
    {
        var (entries, used) = (new List<JournalEntry>(), TimeSpan.Zero);
        var pulse = new Pulse(entries.Add, () => used);
        void Work(int milliseconds)
        {
            used += TimeSpan.FromMilliseconds(milliseconds);
            pulse.Beat();
        }

        Work(1);
        Assert.Empty(entries);
        // Small amounts of processor time count too, because a worker beside a hundred other threads gets no more.
        Work(10);
        Work(10);
        Assert.IsType<StillWorking>(Assert.Single(entries));

        pulse.Emit(new StepStarted(RoundStep.Measure, SilenceLimit.Launches));
        Work(1000);
        Assert.Equal(2, entries.Count);

        pulse.Emit(new StepStarted(RoundStep.Check, SilenceLimit.HostWork));
        Work(1000);
        Assert.IsType<StillWorking>(entries[^1]);
    }
}
