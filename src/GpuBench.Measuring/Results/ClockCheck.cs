using System.Globalization;
using System.Text.Json.Serialization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Rounds;

namespace GpuBench.Measuring.Results;

/// <summary>
/// The device's timer set against the host's clock, for each row when it is made and again when it is read. From above: the marks of
/// the timer lie between two readings of the host's clock, so the device's time is not longer. From below: the host enqueues, and then
/// waits for nothing but the device, so the device's time is not shorter than the host's less the time to enqueue (a driver may hold
/// launches back until then) and less what the host's clock reads for no launches. A host that is interrupted reads longer. So the
/// limit from below is judged by the sample with the least difference, and where that one contradicts the timer by a longer one, which says
/// whether the difference grows. The limit from above is judged by medians, which keep the order of the two clocks whatever happens to
/// single samples.
/// </summary>
/// <param name="Reason">What the clocks read.</param>
public sealed record ClockCheck(ClockOutcome Outcome, string Reason) : Extensible
{
    /// <summary>
    /// Where a file has medians only, a busy host is in them: each wait may end as much later as a scheduler lets others run, and the
    /// host's time be several times the device's.
    /// </summary>
    private const double BusyHostSeconds = 0.1;

    private const double BusyHostFactor = 3;

    /// <param name="timer">Null where the file does not say.</param>
    /// <returns>Null where no round has a reading of the host's clock.</returns>
    public static ClockCheck? Of(IReadOnlyList<Round> rounds, DeviceTimer? timer)
    {
        var judged = rounds
            .Where(round => round.SamplesSeconds.Count > 0 && round.HostSeconds is not null)
            .Select(round => Judge(round, timer))
            .ToList();
        if (judged.Count == 0)
            return null;
        var wrong = judged.FindAll(check => check.Outcome == ClockOutcome.Disagrees);
        // The value is a median over rounds: fewer than half cannot move it far.
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
        var least = closest.MinDeviceSeconds(ofHost);
        if (closest.DeviceSeconds < least)
            return round.LongSample is { } longer
                ? JudgeLong(round, timer, longer, closest, ofHost)
                : Disagrees(round, timer, closest, $"and at least {Seconds(least)} were to be seen");
        if (least > 0)
            return Agrees(closest);
        var allowance = ofHost + (ClockReading.RateTolerance * closest.HostSeconds);
        var host = Seconds(closest.HostSeconds);
        return new(ClockOutcome.NotLonger, "from below it is not checked: " + (closest.HostSeconds < allowance
            ? $"a sample of {host} is shorter than what the host may need for itself, {Seconds(allowance)}"
            : $"of {host} the host used {Seconds(closest.EnqueueSeconds)} to enqueue, and {Seconds(allowance)} may be its own"));
    }

    private static ClockCheck JudgeLong(Round round, DeviceTimer? timer, ClockReading longer, ClockReading closest, double ofHost) =>
        longer.UnseenSeconds(ofHost) <= 0 ? Agrees(longer)
        : longer.Confirms(closest, ofHost)
            ? Disagrees(round, timer, closest, $"and of a longer one {Seconds(longer.DeviceSeconds)} and {Seconds(longer.HostSeconds)}")
        : new(
            ClockOutcome.NotLonger,
            $"from below it is not checked: the host was busy, it waited {Seconds(closest.UnseenSeconds(ofHost))} too long for a sample "
            + $"of {Seconds(closest.HostSeconds)}, and {Seconds(longer.UnseenSeconds(ofHost))} for one of {Seconds(longer.HostSeconds)}");

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
    /// <summary>The device's time lies within the limits that the host's clock sets from above and from below.</summary>
    [JsonStringEnumMemberName("agrees")]
    Agrees,

    /// <summary>The device's time is not longer than the host's. Nothing bounds it from below: the host waited too little.</summary>
    [JsonStringEnumMemberName("not-longer")]
    NotLonger,

    /// <summary>It cannot be checked: the device is timed by the host's clock.</summary>
    [JsonStringEnumMemberName("exempt")]
    Exempt,

    /// <summary>One of the clocks is wrong.</summary>
    [JsonStringEnumMemberName("disagrees")]
    Disagrees,
}
