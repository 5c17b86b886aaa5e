using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Running;

/// <summary>Describes an exception as the reason of a row or of a listing.</summary>
public static class Causes
{
    /// <param name="backends">The back end of the engine that threw it explains the exception.</param>
    public static string Describe(Exception cause, IReadOnlyList<IBackend> backends)
    {
        if (backends.Select(backend => backend.Explain(cause)).FirstOrDefault(text => text is not null) is { } explained)
            return $"{cause.GetType().Name}: {explained}";
        var inner = cause;
        while (inner.InnerException is not null)
            inner = inner.InnerException;
        return ReferenceEquals(inner, cause) || cause.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{cause.GetType().Name}: {cause.Message}"
            : $"{cause.GetType().Name}: {cause.Message} ({inner.GetType().Name}: {inner.Message})";
    }
}
