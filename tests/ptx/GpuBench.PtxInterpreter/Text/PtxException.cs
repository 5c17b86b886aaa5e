namespace GpuBench.PtxInterpreter.Text;

/// <summary>Text that is not PTX, or an instruction that the interpreter does not have.</summary>
public sealed class PtxException : Exception
{
    public PtxException(string message)
        : base(message)
    {
    }

    /// <param name="line">In the PTX text, from 1.</param>
    /// <param name="text">Of that line.</param>
    public PtxException(string message, int line, string text)
        : base($"PTX line {line}: {message}: {text}") => Line = line;

    /// <summary>0 where no line is to blame.</summary>
    public int Line { get; }
}
