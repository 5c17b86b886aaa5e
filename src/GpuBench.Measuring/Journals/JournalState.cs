using GpuBench.Measuring.Results;

namespace GpuBench.Measuring.Journals;

/// <summary>What may be done with the journal of an earlier run.</summary>
public enum JournalState
{
    /// <summary>Its run was cut off: <c>--resume</c> goes on with it.</summary>
    Unfinished,

    Finished,

    /// <summary>Another process writes to it.</summary>
    InUse,

    /// <summary>Not a journal, or its process ended before the first line.</summary>
    Unreadable,
}

public static class JournalStates
{
    public static JournalState Of(string path)
    {
        try
        {
            return JournalReader.ReadFile(path)[^1] is RunEnded ? JournalState.Finished : JournalState.Unfinished;
        }
        catch (UserError cause) when (cause.InnerException is IOException refused && FileFault.IsInUse(refused))
        {
            return JournalState.InUse;
        }
        catch (UserError)
        {
            return JournalState.Unreadable;
        }
    }
}
