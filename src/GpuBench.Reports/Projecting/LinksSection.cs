using GpuBench.Measuring;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Projecting.Links;
using GpuBench.Reports.Formatting;
using GpuBench.Reports.Tables;

namespace GpuBench.Reports.Projecting;

/// <summary>What links between devices cost language models whose layers are split over them.</summary>
internal static class LinksSection
{
    public static Section Of(LinksDocument links, AcceleratorNames names)
    {
        var mine = Short(links.Product, names);
        var full = links.FullPart is { } part ? Short(part, names) : null;
        var title = FormattableString.Invariant($"Language models on {links.Devices} × {mine}, each layer on all of them");
        if (links.Refusal is not null)
            return new(title, new Table(new Column("refused", Wraps: true)).Add(links.Refusal));
        var table = new Table(
            [
                new("task", Wraps: true), new("message", true), new("device", true),
                .. full is null ? new Column[] { new("sums", true) } : [new($"sums\n{full}", true), new($"sums\n{mine}", true)],
                new("rate", true), .. full is null ? Array.Empty<Column>() : [new($"{mine}\n÷ {full}", true)],
            ])
        { IsDense = true };
        foreach (var task in links.Tasks)
            table.Add([.. task.Refusal is null ? Cells(task, full is not null) : Refused(task, table.Columns.Count)]);
        return new(title, table) { Notes = [.. Notes(links, mine, full).SelectMany(NarrowText.Lines)] };
    }

    private static IEnumerable<string> Cells(LinkTaskEntry task, bool isCut)
    {
        yield return task.Task;
        yield return Bytes(task.SumBytes!.Value);
        yield return Quantity.Seconds(task.DeviceSeconds!.Value);
        if (isCut)
            yield return Quantity.Seconds(task.FullSumSeconds!.Value);
        yield return Ends(task.SumSecondsLow!.Value, task.SumSecondsHigh!.Value, task.HasTwoEnds, Quantity.Seconds);
        yield return Ends(task.RateHigh!.Value, task.RateLow!.Value, task.HasTwoEnds, rate => NarrowText.Value(rate, "token/s"));
        if (isCut)
            yield return Ends(task.RatioHigh!.Value, task.RatioLow!.Value, task.HasTwoEnds, RatioText.Of);
    }

    private static IEnumerable<string> Refused(LinkTaskEntry task, int columns) =>
        [$"{task.Task}: {task.Refusal}", .. Enumerable.Repeat("", columns - 1)];

    /// <summary>Ends that print as one number, or differ little, are one: the middle.</summary>
    private static string Ends(double wireOnly, double whole, bool areTwo, Func<double, string> write)
    {
        var (first, second) = (write(wireOnly), write(whole));
        return !areTwo ? $"≈ {write(Math.Sqrt(wireOnly * whole))}" : first == second ? $"≈ {first}" : $"≈ {first}\n… {second}";
    }

    private static IEnumerable<string> Notes(LinksDocument links, string mine, string? full)
    {
        yield return "Device: memory and arithmetic of one device's share, at the shares of nominal rates that were learnt from "
            + "published figures; weights, keys and values are split evenly. Sums: two all-reduces in each layer; message: the bytes of "
            + "one of them.";
        yield return "Assumed: communication and arithmetic do not overlap, and the all-reduce is NCCL's own. Kernels of serving "
            + "engines for small messages are faster, so the sums are an upper limit up to about 8 MiB. Starts of kernels are left out.";
        if (full is not null)
            yield return $"{mine} has the chip of {full} and other links; no times of its all-reduce by size are published. Up to 4 MiB "
                + $"the first number changes the wire's part of {full}'s time alone, the second (…) the whole time; they are one number "
                + "where the totals differ by less than 5 %. Above 4 MiB the whole time changes.";
        yield return $"Bandwidths: {string.Join("; ", links.Figures.Select(Figure))}.";
    }

    private static string Figure(LinkFigure figure) =>
        $"{(figure.Bytes is { } bytes ? Bytes(bytes) : "size not stated")} {Quantity.Format(figure.BytesPerSecond, "B/s")} ({figure.Id})";

    private static string Bytes(double bytes) => bytes switch
    {
        >= 1 << 30 => FormattableString.Invariant($"{bytes / (1 << 30):0.##} GiB"),
        >= 1 << 20 => FormattableString.Invariant($"{bytes / (1 << 20):0.##} MiB"),
        _ => FormattableString.Invariant($"{bytes / (1 << 10):0.##} KiB"),
    };

    private static string Short(string product, AcceleratorNames names) => names.Short(names.Resolve(product));
}
