using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Reports.Results;

/// <summary>Explains shares above 100 %: a mark in the cell, and a footnote below the table for each reason.</summary>
/// <param name="footnotes">The footnotes of the table. They receive the reasons.</param>
/// <param name="device">The device as opened; null if the document does not have it.</param>
internal sealed class ShareNotes(Footnotes footnotes, DeviceInfo? device)
{
    /// <summary>Smallest share that is printed as 101 %.</summary>
    private const double Above = 1.005;

    /// <param name="share">Share of the measured roof; null gives an empty cell.</param>
    public string OfRoof(ResultRow row, double? share) => Cell(share, () => AboveRoofReason(row));

    /// <param name="share">Share of the product's nominal peak; null gives an empty cell.</param>
    public string OfPeak(ResultRow row, double? share) => Cell(share, () => AbovePeakReason(row));

    private string Cell(double? share, Func<string> why) => share switch
    {
        null => "",
        > Above => $"{Quantity.Percent(share.Value)}{footnotes.MarkOf(why())}",
        _ => Quantity.Percent(share.Value),
    };

    private string AboveRoofReason(ResultRow row)
    {
        if (WorkloadDefinitions.Find(row.Workload)?.ShareOf == Roof.MatrixCompute || row.Limiter == Limiter.Compute)
            return "of roof above 100 %: the roof is a kernel of this run, which may be slower than the unit allows.";
        return device is not null && row.Work.Bytes * (row.SetCount ?? 1) <= device.CacheBytesOrGuess
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"of roof above 100 %: operands fit in the cache of {device.CacheBytesOrGuess / 1e6:0.##} MB, but the roof is of memory.")
            : "of roof above 100 %: the roof is this run's fastest stream, which may be slower than memory and caches allow.";
    }

    private static string AbovePeakReason(ResultRow row) =>
        $"of peak above 100 %: within the tolerance of the limit ({row.NominalCheck?.Why ?? "the nominal figure is rounded"}).";
}
