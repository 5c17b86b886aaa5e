using System.Globalization;
using System.Text;
using GpuBench.Fuzzing.Mutating;
using GpuBench.Fuzzing.Readers;
using GpuBench.Measuring;

namespace GpuBench.Fuzzing.Judging;

/// <summary>Checks whether a reader handled an input correctly: it read all of it, or refused it with a message.</summary>
public static class Judge
{
    /// <summary>
    /// A reader may allocate this number of bytes for any input, plus <see cref="MaxBytesPerByte"/> times the input's length.
    /// </summary>
    private const long MaxBytes = 64 << 20;
    private const int MaxBytesPerByte = 2000;

    public static (bool Accepted, Finding? Finding) Of(IFuzzedReader reader, byte[] input, long index)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Reading reading;
        try
        {
            reading = reader.Read(input);
        }
        catch (UserError refusal)
        {
            return (false, OfRefusal(reader, refusal, index));
        }
        catch (JsonFault) when (reader.FileName is null)
        {
            return (false, null);
        }
        catch (Exception cause)
        {
            return (false, new(FindingKind.Exception, index, Describe(cause)));
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MaxBytes + (input.LongLength * MaxBytesPerByte))
            return (true, new(FindingKind.Memory, index, $"{allocated >> 20} MiB for {input.Length} bytes"));
        return (true, OfText(reader, input, reading, index) ?? OfWritten(reader, reading, index));
    }

    private static Finding? OfRefusal(IFuzzedReader reader, UserError refusal, long index)
    {
        if (refusal.ExitCode is not (ExitCode.BadInput or ExitCode.Usage or ExitCode.NoDevice))
            return new(FindingKind.Exception, index, $"exit code {(int)refusal.ExitCode}: {refusal.Message}");
        return reader.FileName is { } file && !refusal.Message.Contains(file, StringComparison.Ordinal)
            && refusal.ExitCode == ExitCode.BadInput
            ? new(FindingKind.UnnamedFile, index, refusal.Message)
            : null;
    }

    private static Finding? OfText(IFuzzedReader reader, byte[] input, Reading reading, long index)
    {
        if (reading.TextCount is { } taken && reader.JsonTexts(input).Count() is var given && given != taken)
            return new(FindingKind.SilentLoss, index, $"{taken} lines taken of {given}");
        foreach (var text in reader.JsonTexts(input))
        {
            if (JsonParser.Parse(text, reader.IsLenient) is not { } root)
                return new(FindingKind.BrokenTextAccepted, index, "the text is not JSON by RFC 8259");
            foreach (var value in root.All())
            {
                if (value.Members.GroupBy(member => member.Name).FirstOrDefault(name => name.Skip(1).Any()) is { } twice)
                    return new(FindingKind.DuplicateAccepted, index, $"the member '{twice.Key}'");
                if (value.Kind == '0' && !IsFinite(Encoding.ASCII.GetString(text, value.Start, value.End - value.Start)))
                    return new(FindingKind.InfinityAccepted, index, "a number");
            }
            foreach (var (path, count) in reading.Counts)
                if (root[path]?.Items.Count is var there && there != count)
                    return new(FindingKind.SilentLoss, index, $"{path}: {count} taken of {there}");
            if (reading.KeepsMembers && MembersCheck.Lost(text, root, reading.Written!) is { } lost)
                return new(FindingKind.SilentLoss, index, $"{lost} is not in what was written again");
        }
        return null;
    }

    private static bool IsFinite(string number) => double.IsFinite(double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));

    private static Finding? OfWritten(IFuzzedReader reader, Reading reading, long index)
    {
        if (reading.Written is not { } written)
            return null;
        try
        {
            var again = reader.Read(written).Written!;
            return again.AsSpan().SequenceEqual(written) ? null : new(FindingKind.Unstable, index, "written again it reads otherwise");
        }
        catch (Exception cause)
        {
            return new(FindingKind.Unstable, index, $"written again it is not read: {Describe(cause)}");
        }
    }

    /// <summary>Type and place of the exception, without numbers that differ between inputs.</summary>
    private static string Describe(Exception cause)
    {
        var frames = (cause.StackTrace ?? "").Split('\n');
        var place = frames.FirstOrDefault(line => line.Contains("at GpuBench.", StringComparison.Ordinal))?.Trim();
        return $"{cause.GetType().Name} {place} ({cause.Message.Split('\n')[0]})";
    }
}
