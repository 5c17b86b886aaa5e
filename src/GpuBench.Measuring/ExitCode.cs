namespace GpuBench.Measuring;

/// <summary>What the process says to a script when it ends.</summary>
public enum ExitCode
{
    Ok = 0,

    /// <summary>A trial failed, a gate tripped, or results could not be saved. A row that is suspect was measured: none of these.</summary>
    Failed = 1,

    /// <summary>The command line asks for something that does not exist.</summary>
    Usage = 2,

    /// <summary>No device matches what was asked for.</summary>
    NoDevice = 3,

    /// <summary>A file given as input cannot be read as what it should be.</summary>
    BadInput = 4,

    /// <summary>A fault of this program: an exception that nobody foresaw; a report file has the details. 70 is EX_SOFTWARE.</summary>
    Unforeseen = 70,

    /// <summary>Ctrl-C; what was finished is saved.</summary>
    Interrupted = 130,
}
