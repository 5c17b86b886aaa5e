using GpuBench.Measuring.Devices;

namespace GpuBench.Measuring.Journals;

/// <summary>A worker's answer to the question which devices a back end has.</summary>
public sealed record InventoryTaken(Inventory Inventory) : JournalEntry
{
    public override bool Lasting => false;
}
