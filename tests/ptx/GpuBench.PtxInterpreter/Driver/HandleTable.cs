namespace GpuBench.PtxInterpreter.Driver;

/// <summary>
/// Opaque handles of objects. A process never uses a handle twice, so a handle of an object that no longer exists is
/// detected.
/// </summary>
internal sealed class HandleTable
{
    // Above the small values that have a special meaning, such as the legacy and per-thread streams.
    private const nint FirstHandle = 0x1000;

    private readonly Dictionary<nint, object> _objects = [];
    private nint _next = FirstHandle;

    public nint Add(object value)
    {
        _objects.Add(_next, value);
        return _next++;
    }

    public T? Find<T>(nint handle)
        where T : class => _objects.GetValueOrDefault(handle) as T;

    public bool Remove<T>(nint handle)
        where T : class => Find<T>(handle) is not null && _objects.Remove(handle);

    public void Clear() => _objects.Clear();
}
