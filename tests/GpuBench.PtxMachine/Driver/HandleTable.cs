namespace GpuBench.PtxMachine.Driver;

/// <summary>
/// Opaque handles for the objects behind them. A handle is never given twice in a process, so that one kept beyond its
/// object's life is recognised.
/// </summary>
internal sealed class HandleTable
{
    // Above the small values that have a meaning of their own, such as the legacy and per-thread streams.
    private const nint FirstHandle = 0x1000;

    private readonly Dictionary<nint, object> objects = [];
    private nint next = FirstHandle;

    public nint Add(object value)
    {
        objects.Add(next, value);
        return next++;
    }

    public T? Find<T>(nint handle)
        where T : class => objects.GetValueOrDefault(handle) as T;

    public bool Remove<T>(nint handle)
        where T : class => Find<T>(handle) is not null && objects.Remove(handle);

    public void Clear() => objects.Clear();
}
