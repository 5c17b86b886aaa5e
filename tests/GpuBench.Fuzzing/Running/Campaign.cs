using System.Diagnostics;
using GpuBench.Fuzzing.Judging;
using GpuBench.Fuzzing.Mutating;
using GpuBench.Fuzzing.Readers;

namespace GpuBench.Fuzzing.Running;

/// <summary>Gives a reader many inputs, and watches that none takes forever.</summary>
public sealed class Campaign(IFuzzedReader reader, ulong seed)
{
    /// <summary>Of one cause, one finding is enough; of many causes, these.</summary>
    private const int MaxFindings = 50;

    /// <summary>How many times what the slowest seed takes an input may take: larger texts, a busy machine.</summary>
    private const int MaxTimesSlowest = 500;

    private readonly Mutator _mutator = new(reader.Name, reader.Seeds, seed);
    private readonly Dictionary<string, Finding> _findings = [];
    private volatile bool _isGivenUp;
    private long _at = -1;
    private long _accepted;

    /// <summary>An input may take that long even where seeds take nothing.</summary>
    public TimeSpan MinPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Ends with the first finding of this kind; null: goes on to the end.</summary>
    public FindingKind? StopsAt { get; init; }

    /// <summary>Called about every second with the number of the input.</summary>
    public Action<long>? OnProgress { get; init; }

    /// <param name="first">Number of the first input.</param>
    public CampaignResult Run(long first, long count)
    {
        var patience = Patience();
        var work = new Thread(() => Work(first, count)) { IsBackground = true, Name = $"fuzzing {reader.Name}" };
        work.Start();
        var (seen, since) = (-1L, Stopwatch.StartNew());
        while (!work.Join(TimeSpan.FromSeconds(1)))
        {
            var at = Volatile.Read(ref _at);
            OnProgress?.Invoke(at - first);
            if (at != seen)
                (seen, since) = (at, Stopwatch.StartNew());
            else if (at >= 0 && since.Elapsed > patience)
            {
                _isGivenUp = true;
                return Result(at - first + 1, new(FindingKind.Hang, at, $"no end after {since.Elapsed.TotalSeconds:F0} s"));
            }
        }
        return Result(Volatile.Read(ref _at) - first + 1, null);
    }

    private void Work(long first, long count)
    {
        for (var index = first; !_isGivenUp && index < first + count && (StopsAt is not null || _findings.Count < MaxFindings); index++)
        {
            Volatile.Write(ref _at, index);
            var (accepted, finding) = Judge.Of(reader, _mutator.Input(index), index);
            _accepted += accepted ? 1 : 0;
            if (finding is null)
                continue;
            lock (_findings)
                _findings.TryAdd($"{finding.Kind} {finding.Detail}", finding);
            if (finding.Kind == StopsAt)
                return;
        }
    }

    private CampaignResult Result(long inputs, Finding? hang)
    {
        lock (_findings)
            return new(reader.Name, seed, inputs, _accepted, [.. _findings.Values, .. hang is null ? (Finding[])[] : [hang]]);
    }

    /// <summary>From the slowest seed on this machine, when everything is compiled.</summary>
    private TimeSpan Patience()
    {
        foreach (var text in reader.Seeds)
            RequireAccepted(text);
        var slowest = reader.Seeds.Max(text =>
        {
            var clock = Stopwatch.StartNew();
            RequireAccepted(text);
            return clock.Elapsed;
        });
        return slowest * MaxTimesSlowest > MinPatience ? slowest * MaxTimesSlowest : MinPatience;
    }

    private void RequireAccepted(byte[] text)
    {
        var (accepted, finding) = Judge.Of(reader, text, -1);
        if (finding is not null || !accepted)
            throw new InvalidOperationException($"{reader.Name}: a seed is not read as it should be: {finding?.Detail ?? "refused"}");
    }
}

/// <param name="Inputs">How many were given.</param>
/// <param name="Accepted">How many of them were read.</param>
/// <param name="Findings">One a cause.</param>
public sealed record CampaignResult(string Reader, ulong Seed, long Inputs, long Accepted, IReadOnlyList<Finding> Findings);
