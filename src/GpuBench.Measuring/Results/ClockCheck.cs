using System.Globalization;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Results;

/// <summary>
/// Compares the device's timer with the host's clock, for each row when it is made and again when it is read. Upper bound: the marks of the
/// timer lie between two readings of the host's clock, so the device's time is not longer. It is checked with medians, which keep the order
/// of the two clocks for any single samples. Lower bound: the host enqueues, and then waits for nothing but the device. So the device's
/// time is at least the host's time minus the time to enqueue (a driver may delay launches until then) and minus the host overhead. An
/// interrupted host reads longer, so the sample with the least difference is checked. If it contradicts the timer, a longer sample shows
/// whether the difference grows.
/// </summary>
/// <param name="Reason">The readings of the clocks.</param>
public sealed record ClockCheck(ClockOutcome Outcome, string Reason) : Extensible
{
    /// <summary>
    /// Chosen for files that hold only medians, which contain the delays of a busy host: a scheduler may delay the end of a wait by a tenth
    /// of a second, and the host's time may be three times the device's.
    /// </summary>
    private const double BusyHostSeconds = 0.1;

    private const double BusyHostFactor = 3;

    /// <param name="timer">Null if the file does not contain it.</param>
    /// <returns>Null if no round has a reading of the host's clock.</returns>
    public static ClockCheck? Of(IReadOnlyList<Round> rounds, DeviceTimer? timer)
    {
        var judged = rounds
            .Where(round => round.SamplesSeconds.Count > 0 && round.HostSeconds is not null)
            .Select(round => Judge(round, timer))
            .ToList();
        if (judged.Count == 0)
            return null;
        var wrong = judged.FindAll(check => check.Outcome == ClockOutcome.Disagrees);
        // The value is a median over rounds: less than half of them cannot move it far.
        if (2 * wrong.Count >= judged.Count)
            return wrong[0] with { Reason = $"{wrong[0].Reason}; so in {wrong.Count} of {judged.Count} rounds" };
        if (timer?.Name == DeviceTimer.HostStopwatch)
            return new(ClockOutcome.Exempt, "the host's own clock times this device");
        return judged.Find(check => check.Outcome == ClockOutcome.Agrees) ?? judged.Find(check => check.Outcome == ClockOutcome.NotLonger);
    }

    private static ClockCheck Judge(Round round, DeviceTimer? timer)
    {
        var medians = new ClockReading(
            round.LaunchesPerSample * Statistics.Median.Of(round.SamplesSeconds),
            round.LaunchesPerSample * round.HostSeconds!.Value,
            round.LaunchesPerSample * (round.EnqueueSeconds ?? round.HostSeconds.Value));
        if (medians.IsLongerThanHost(timer?.ResolutionSeconds ?? 0))
            return Disagrees(round, timer, medians, "more than it can have seen");

        var closest = round.ClosestSample ?? medians;
        var ofHost = (round.ClosestSample is null ? null : timer?.HostAllowanceSeconds)
            ?? BusyHostSeconds + ((BusyHostFactor - 1) * closest.DeviceSeconds);
        var bound = closest.MinDeviceSeconds(ofHost);
        if (closest.DeviceSeconds < bound)
            return round.LongSample is { } longer
                ? JudgeLong(round, timer, longer, closest, ofHost)
                : Disagrees(round, timer, closest, $"and at least {Seconds(bound)} were to be seen");
        if (bound > 0)
            return Agrees(closest);
        var allowance = ofHost + (ClockReading.RateTolerance * closest.HostSeconds);
        var host = Seconds(closest.HostSeconds);
        return new(ClockOutcome.NotLonger, "the lower bound is not checked: " + (closest.HostSeconds < allowance
            ? $"a sample of {host} is shorter than the allowed host overhead, {Seconds(allowance)}"
            : $"of {host} the host used {Seconds(closest.EnqueueSeconds)} to enqueue, and its allowed overhead is {Seconds(allowance)}"));
    }

    private static ClockCheck JudgeLong(Round round, DeviceTimer? timer, ClockReading longer, ClockReading closest, double ofHost) =>
        longer.UnseenSeconds(ofHost) <= 0 ? Agrees(longer)
        : longer.Confirms(closest, ofHost)
            ? Disagrees(round, timer, closest, $"and of a longer one {Seconds(longer.DeviceSeconds)} and {Seconds(longer.HostSeconds)}")
        : new(
            ClockOutcome.NotLonger,
            $"the lower bound is not checked, because the host was busy: it waited {Seconds(closest.UnseenSeconds(ofHost))} too long "
            + $"for a sample of {Seconds(closest.HostSeconds)}, and {Seconds(longer.UnseenSeconds(ofHost))} "
            + $"for one of {Seconds(longer.HostSeconds)}");

    private static ClockCheck Agrees(ClockReading reading) => new(
        ClockOutcome.Agrees, $"the timer read {Seconds(reading.DeviceSeconds)} and the host's clock {Seconds(reading.HostSeconds)}");

    private static ClockCheck Disagrees(Round round, DeviceTimer? timer, ClockReading reading, string judgement) => new(
        ClockOutcome.Disagrees,
        "the device's timer contradicts the host's clock: for a sample of "
        + string.Create(CultureInfo.InvariantCulture, $"{round.LaunchesPerSample} launches ")
        + $"{timer?.Name ?? "the timer"} read {Seconds(reading.DeviceSeconds)}, the host's clock {Seconds(reading.HostSeconds)} "
        + $"({Seconds(reading.EnqueueSeconds)} to enqueue), {judgement}");

    private static string Seconds(double seconds) => seconds switch
    {
        < 1e-3 => Text($"{seconds * 1e6:G3} µs"),
        < 1 => Text($"{seconds * 1e3:G3} ms"),
        < 1e5 => Text($"{seconds:G4} s"),
        _ => Text($"{seconds:E1} s"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Whether the device's timer agrees with the host's clock.</summary>
[JsonConverter(typeof(EnumWordConverter<ClockOutcome>))]
public enum ClockOutcome
{
    /// <summary>The device's time is within both bounds of the host's clock.</summary>
    [JsonStringEnumMemberName("agrees")]
    Agrees,

    /// <summary>The upper bound holds. There is no lower bound, because the host waited too little.</summary>
    [JsonStringEnumMemberName("not-longer")]
    NotLonger,

    /// <summary>The check is not possible, because the host's clock times the device.</summary>
    [JsonStringEnumMemberName("exempt")]
    Exempt,

    /// <summary>One of the clocks is wrong.</summary>
    [JsonStringEnumMemberName("disagrees")]
    Disagrees,
}
