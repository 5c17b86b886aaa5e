namespace GpuBench.Torch.Devices;

/// <summary>The most memory that was taken since a moment.</summary>
internal interface IPeakMemory
{
    /// <summary>That moment is now, where the system can forget what was before.</summary>
    void Reset();

    /// <returns>Bytes; null where nobody says.</returns>
    long? ReadBytes();
}
