namespace GpuBench.Torch.Models;

/// <summary>Which positions a pass takes: the same ones of every sequence of the batch.</summary>
/// <param name="Start">Positions that the cache holds already.</param>
internal readonly record struct Positions(int Batch, int Start, int Count)
{
    /// <summary>Positions that the last of them sees, itself included.</summary>
    public int Seen => Start + Count;
}
