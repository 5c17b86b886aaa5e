namespace GpuBench.Workloads.Data;

/// <summary>Work on long arrays by all cores.</summary>
internal static class Chunks
{
    /// <summary>Elements of a tensor that are worth a task of their own; a multiple of every word's.</summary>
    public const int Length = 1 << 14;

    /// <param name="work">Gets the first index and the count of its piece. Pieces run at the same time, in any order.</param>
    public static void ForEach(long count, int chunkLength, Action<long, int> work) =>
        Parallel.For(0L, (count + chunkLength - 1) / chunkLength, chunk =>
        {
            var start = chunk * chunkLength;
            work(start, (int)Math.Min(chunkLength, count - start));
        });

    /// <summary>Pieces of whole rows that have about <see cref="Length"/> elements together.</summary>
    /// <param name="work">Gets the number of a row.</param>
    public static void ForEachRow(long rowCount, int rowLength, Action<long, int> work) =>
        ForEach(rowCount, Math.Max(1, Length / Math.Max(1, rowLength)), work);
}
