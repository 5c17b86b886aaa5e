namespace GpuBench.Workloads.Data;

/// <summary>Processes long arrays on all cores.</summary>
internal static class Chunks
{
    /// <summary>Elements per task; a multiple of the elements in a word of any type.</summary>
    public const int Length = 1 << 14;

    /// <param name="work">Receives the first index and the length of a chunk. Chunks run concurrently, in any order.</param>
    public static void ForEach(long count, int chunkLength, Action<long, int> work) =>
        Parallel.For(0L, (count + chunkLength - 1) / chunkLength, chunk =>
        {
            var start = chunk * chunkLength;
            work(start, (int)Math.Min(chunkLength, count - start));
        });

    /// <summary>Chunks of whole rows, with about <see cref="Length"/> elements each.</summary>
    /// <param name="work">Receives the first row and the number of rows.</param>
    public static void ForEachRow(long rowCount, int rowLength, Action<long, int> work) =>
        ForEach(rowCount, Math.Max(1, Length / Math.Max(1, rowLength)), work);
}
