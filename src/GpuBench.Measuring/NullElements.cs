using System.Text.Json;

namespace GpuBench.Measuring;

/// <summary>The serializer refuses null for a field that does not allow it, but not for an element of a list.</summary>
internal static class NullElements
{
    /// <exception cref="JsonException">One of them is null.</exception>
    public static void Refuse(string name, IEnumerable<object?> elements)
    {
        if (elements.Contains(null))
            throw new JsonException($"an element of {name} is null");
    }
}
