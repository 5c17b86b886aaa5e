using System.Diagnostics;
using GpuBench.Fuzzing.Judging;
using GpuBench.Fuzzing.Mutating;
using GpuBench.Fuzzing.Readers;

namespace GpuBench.Fuzzing.Running;

/// <summary>Gives many inputs to a reader and detects an input that never ends.</summary>
public sealed class Campaign(IFuzzedReader reader, ulong seed)
{
    /// <summary>The maximum number of findings. Each cause gives one finding.</summary>
    private const int MaxFindings = 50;

    /// <summary>
    /// The maximum time of an input, as a multiple of the slowest seed's time. It allows for larger texts and a busy machine.
    /// </summary>
    private const int MaxTimesSlowest = 500;

    private readonly Mutator _mutator = new(reader.Name, reader.Seeds, seed);
    private readonly Dictionary<string, Finding> _findings = [];
    private volatile bool _isGivenUp;
    private long _at = -1;
    private long _accepted;

    /// <summary>Every input may take at least this time, even if the seeds take almost none.</summary>
    public TimeSpan MinPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The campaign stops at the first finding of this kind. Null means that it continues to the end.</summary>
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

    /// <summary>Derived from the slowest seed on this machine, after all code is compiled.</summary>
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

/// <param name="Inputs">The number of inputs given.</param>
/// <param name="Accepted">The number of inputs that the reader accepted.</param>
/// <param name="Findings">One per cause.</param>
public sealed record CampaignResult(string Reader, ulong Seed, long Inputs, long Accepted, IReadOnlyList<Finding> Findings);
