namespace GpuBench.Tests.CommandLine.Kills;

/// <summary>What a kill waits for; then it waits for a random time more.</summary>
internal enum KillTrigger
{
    /// <summary>Nothing: any moment of the run.</summary>
    Start,

    /// <summary>The journal exists: its first line is being written.</summary>
    Journal,

    /// <summary>The journal grows: a line is being written, or was just written.</summary>
    Line,

    /// <summary>The document is being written beside its final name, or has it.</summary>
    Document,
}

/// <summary>Who gets SIGKILL.</summary>
internal enum KillTarget
{
    Run,
    Worker,
    Both,
}

/// <param name="Lines">Of trigger <see cref="KillTrigger.Line"/>: how often the journal must have grown.</param>
internal sealed record KillMoment(KillTrigger Trigger, int Lines, TimeSpan Delay, KillTarget Target)
{
    /// <param name="wholeRun">What a run takes that nobody kills.</param>
    public static KillMoment Draw(Random random, TimeSpan wholeRun)
    {
        // Half of the kills at any moment; the short phases, which such kills would hardly meet, get the other half.
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
