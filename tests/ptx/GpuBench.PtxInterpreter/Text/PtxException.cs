namespace GpuBench.PtxInterpreter.Text;

/// <summary>The text is not PTX, or the interpreter does not support an instruction.</summary>
public sealed class PtxException : Exception
{
    public PtxException(string message)
        : base(message)
    {
    }

    /// <param name="line">Line in the PTX text, from 1.</param>
    /// <param name="text">Text of that line.</param>
    public PtxException(string message, int line, string text)
        : base($"PTX line {line}: {message}: {text}") => Line = line;

    /// <summary>Line in the PTX text, from 1. 0 if the error does not belong to a line.</summary>
    public int Line { get; }
}
