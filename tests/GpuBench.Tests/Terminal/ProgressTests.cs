using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Workloads;
using GpuBench.Terminal;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Reports.Expectations;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace GpuBench.Tests.Terminal;

/// <summary>The progress that a run prints on standard error while it measures.</summary>
public sealed class ProgressTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _output = new();
    private readonly RunPlan _plan = Plans.Create(new RunRequest { Suite = Suite.Ci, Rounds = 50, Budget = TimeSpan.FromDays(7) });
    private readonly RunProgress _progress;
    private readonly RunPace _pace;

    public ProgressTests()
    {
        _progress = new(Plans.Started(_plan), []);
        _pace = new(_progress, _time);
    }

    public void Dispose() => _output.Dispose();

    private string[] Lines => _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string Key => _plan.Devices[0].Trials[0].Trial.Key;

    private RoundFinished Take(int index)
    {
        var round = Plans.Finished(Key, index, 1);
        _progress.Add(round);
        return round;
    }

    [Fact]
    public void A_log_has_a_first_line_a_line_every_half_minute_and_a_last_line()
    {
        using (var plain = new PlainProgress(_pace, _plan, _output, _time))
        {
            plain.DeviceStarting(_plan.Devices[0]);
            _time.Advance(TimeSpan.FromSeconds(29));
            Assert.Equal("[0/100] 2 trials of 50 rounds on cpu:0", Assert.Single(Lines));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal("[0/100] opening cpu:0 (fake)", Lines[^1]);
            plain.OnEntry(new RoundStarted(Key, 0), _progress);
            plain.OnEntry(Take(0), _progress);
            _time.Advance(TimeSpan.FromSeconds(30));
            Assert.Equal($"[1/100] 1:39:00 left, {Key.Replace('|', ' ')}", Lines[^1]);
            // Nothing happens for five minutes, but the log still grows.
            _time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal(13, Lines.Length);
            plain.WorkerLost("the worker was lost");
            Assert.Equal("gpubench: the worker was lost", Lines[^1]);
        }
        Assert.Equal("[1/100] ended after 6:00", Lines[^1]);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(15, Lines.Length);
    }

    [Fact]
    public void The_time_left_has_its_hours_and_days()
    {
        _time.Advance(TimeSpan.FromHours(1));
        _pace.OnEntry(Take(0), _progress);
        Assert.StartsWith("[1/100] 4 d 3:00:00 left", _pace.State, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.StartsWith("[1/100] 6 d 22:00:00 left", _pace.State, StringComparison.Ordinal); // never more than the budget of 7 days
    }

    [Fact]
    public void The_last_value_comes_before_the_trial_that_is_measured()
    {
        var pace = new RunPace(_progress, _time, (key, _) => key == Key ? "matmul bf16 4096³ 449 TFLOP/s, 0.52 of H100" : null);
        pace.OnEntry(new RoundStarted(Key, 0), _progress);
        Assert.Equal($"[0/100] {Key.Replace('|', ' ')}", pace.State);
        _time.Advance(TimeSpan.FromMinutes(1));
        pace.OnEntry(Take(0), _progress);
        Assert.Equal($"[1/100] 1:39:00 left, matmul bf16 4096³ 449 TFLOP/s, 0.52 of H100; now {Key.Replace('|', ' ')}", pace.State);
    }

    [Fact]
    public void A_value_is_compared_with_the_first_accelerator_asked_for()
    {
        var entries = JournalReader.ReadFile(Fixture.PathOf("journal.v1.jsonl"));
        var progress = new RunProgress((RunStarted)entries[0], entries.Skip(1));
        var values = new LiveValue(Fixture.AgainstFigures, new RunProgress((RunStarted)entries[0], []));
        var trials = progress.Plan.Devices.SelectMany(device => device.Trials);
        var texts = trials.Select(planned => values.Of(planned.Trial.Key, progress)).ToList();
        Assert.Contains("matmul bf16 4096³ 118 TFLOP/s, ≥ 0.15 of H100", texts);
        Assert.Contains(texts, text => text?.StartsWith("stream fp32 triad 268 M sustained 3.10 TB/s", StringComparison.Ordinal) == true);
        Assert.Contains("matmul fp16 8192³ suspect", texts);
        Assert.Contains(null, texts); // a trial that failed
    }

    [Fact]
    public void A_terminal_line_is_replaced_without_escape_sequences()
    {
        using (var line = new ProgressLine(_pace, _output, () => 60))
        {
            line.DeviceStarting(_plan.Devices[0]);
            line.OnEntry(new RoundStarted(new string('k', 200), 0), _progress);
            line.OnEntry(new RoundStarted("short", 0), _progress);
            line.WorkerLost("the worker was lost");
        }
        var shown = Screen(_output.ToString());
        Assert.Equal(["gpubench: the worker was lost", ""], shown.Select(row => row.TrimEnd()));
        Assert.DoesNotContain('\u001b', _output.ToString());
        Assert.All(_output.ToString().Split('\r', '\n'), part => Assert.True(part.Length <= 59));
    }

    [Fact]
    public void Standard_error_that_cannot_be_written_does_not_end_the_run()
    {
        using var full = new FullDisk();
        using (var plain = new PlainProgress(_pace, _plan, full, _time))
            _time.Advance(TimeSpan.FromMinutes(1));
        using (var line = new ProgressLine(_pace, full, () => 80))
            line.WorkerLost("the worker was lost");
        Assert.Equal(7, full.Attempts);
    }

    /// <summary>The text on a terminal's lines.</summary>
    private static IEnumerable<string> Screen(string text)
    {
        foreach (var row in text.Split('\n'))
        {
            var cells = new char[200];
            var column = 0;
            foreach (var c in row)
                if (c == '\r')
                    column = 0;
                else
                    cells[column++] = c;
            yield return new string(cells).Replace('\0', ' ');
        }
    }

    private sealed class FullDisk : StringWriter
    {
        public int Attempts { get; private set; }

        public override void Write(string? value)
        {
            Attempts++;
            throw new IOException("No space left on device");
        }
    }
}
