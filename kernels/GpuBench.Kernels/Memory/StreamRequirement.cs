using System.Globalization;

namespace GpuBench.Kernels.Memory;

internal static class StreamRequirement
{
    public static string? Elements(long elements, long most) =>
        elements >= 1 && elements <= most
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"serves 1..{most} elements, not {elements}");
}
