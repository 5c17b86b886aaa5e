namespace GpuBench.Tests.CommandLine.Kills;

/// <summary>The event that a kill waits for. A random delay follows it.</summary>
internal enum KillTrigger
{
    /// <summary>No event: any moment of the run.</summary>
    Start,

    /// <summary>The journal exists: its first line is being written.</summary>
    Journal,

    /// <summary>The journal grows: a line is being written, or has just been written.</summary>
    Line,

    /// <summary>The document is being written beside its final name, or already has that name.</summary>
    Document,
}

/// <summary>The process that gets SIGKILL.</summary>
internal enum KillTarget
{
    Run,
    Worker,
    Both,
}

/// <param name="Lines">For trigger <see cref="KillTrigger.Line"/>: how many times the journal must have grown.</param>
internal sealed record KillMoment(KillTrigger Trigger, int Lines, TimeSpan Delay, KillTarget Target)
{
    /// <param name="wholeRun">The duration of a run without kills.</param>
    public static KillMoment Draw(Random random, TimeSpan wholeRun)
    {
        // Half of the kills come at any moment. The other half aim at short phases, which random kills would rarely hit.
        var trigger = random.Next(8) switch
        {
            0 => KillTrigger.Journal,
            1 or 2 => KillTrigger.Line,
            3 => KillTrigger.Document,
            _ => KillTrigger.Start,
        };
        var delay = trigger == KillTrigger.Start ? wholeRun * random.NextDouble()
            : random.Next(2) == 0 ? TimeSpan.Zero
            : TimeSpan.FromMilliseconds(random.Next(100));
        var target = random.Next(4) switch { 0 => KillTarget.Worker, 1 => KillTarget.Both, _ => KillTarget.Run };
        return new(trigger, 1 + random.Next(4), delay, target);
    }
}
