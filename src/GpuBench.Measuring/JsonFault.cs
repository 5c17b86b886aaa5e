namespace GpuBench.Measuring;

/// <summary>A text is not the JSON that it should be. The message says which member, what is wrong, and what to do.</summary>
public sealed class JsonFault(string message, Exception? cause = null) : Exception(message, cause);
