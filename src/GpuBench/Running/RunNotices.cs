using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Terminal;

namespace GpuBench.Running;

/// <summary>What somebody should know before a run begins, a line each: devices left out, and who shares the budget.</summary>
internal static class RunNotices
{
    /// <summary>Shares that differ by no more count as equal: they are forecasts.</summary>
    private const double AboutEqual = 1.1;

    /// <summary>What <c>auto</c> left out.</summary>
    /// <returns>Null: nothing, or the devices were named.</returns>
    public static string? NotChosen(RunRequest request, Inventory inventory)
    {
        if (request.Device.Text != DeviceSelector.Auto.Text)
            return null;
        var seen = inventory.Devices.Where(device => request.Engine is null || device.Engine == request.Engine).ToList();
        var chosen = request.Device.Select(inventory with { Devices = seen });
        var left = seen.Except(chosen).ToList();
        if (left.Count == 0)
            return null;
        // A device that another engine was chosen for is left out for this one alone.
        var ids = chosen.Select(device => device.Id).ToHashSet();
        var others = left.Where(device => !ids.Contains(device.Id)).DistinctBy(device => device.Id).ToList();
        var names = Names(others).Concat(left.Where(device => ids.Contains(device.Id)).Select(device => $"{device.Id} ({device.Engine})"));
        var card = others.Find(device => device.Class == DeviceClass.Accelerator && chosen.Any(one => one.Backend == device.Backend));
        return $"not chosen: {string.Join(", ", names)} (use --device {(card is null ? "all" : $"{card.Backend.Text()} or all")})";
    }

    /// <returns>Null: there is no budget, or one device has it all.</returns>
    public static string? BudgetShared(RunStarted started)
    {
        var seconds = started.Plan.Devices.Zip(BudgetShares.Of(started))
            .GroupBy(pair => pair.First.Device.Id, pair => pair.Second)
            .Select(device => (Id: device.Key, Seconds: device.Sum()))
            .ToList();
        if (seconds.Count < 2)
            return null;
        var shares = seconds.Max(share => share.Seconds) <= AboutEqual * seconds.Min(share => share.Seconds)
            ? $"about {TimeText.Words(seconds.Average(share => share.Seconds))} each"
            : string.Join(", ", seconds.Select(share => $"{share.Id} about {TimeText.Words(share.Seconds)}"));
        var budget = TimeText.Words(started.Plan.BudgetSeconds!.Value);
        return string.Create(
            CultureInfo.InvariantCulture, $"{seconds.Count} devices share the budget of {budget}: {shares} (--budget gives more)");
    }

    /// <summary>Three and more indexes in a row are written as their first and last: <c>cuda:1 … cuda:7, cpu:0</c>.</summary>
    private static List<string> Names(IReadOnlyList<DeviceInfo> devices)
    {
        var names = new List<string>();
        foreach (var backend in devices.GroupBy(device => device.Backend))
        {
            var sorted = backend.OrderBy(device => device.Index).ToList();
            for (var (first, next) = (0, 1); first < sorted.Count; first = next++)
            {
                while (next < sorted.Count && sorted[next].Index == sorted[next - 1].Index + 1)
                    next++;
                names.AddRange(next - first > 2
                    ? [$"{sorted[first].Id} … {sorted[next - 1].Id}"]
                    : sorted[first..next].Select(device => device.Id));
            }
        }
        return names;
    }
}

/// <summary>On a machine without a GPU the managed CPU device is slow, and few people know that OpenCL can drive a CPU.</summary>
public static class SlowCpuHint
{
    private const string Package = "pocl-opencl-icd";

    /// <summary>Null where there is an accelerator, or a CPU behind OpenCL already.</summary>
    public static string? For(Inventory inventory) =>
        !LacksOpenClDriver(inventory)
        || inventory.Devices.Any(device => device.Class == DeviceClass.Accelerator || device.Backend == Backend.OpenCl)
            ? null
            : "no GPU and no OpenCL driver here, so our kernels run on ILGPU's slow CPU device; "
                + $"'sudo apt-get install {Package}' makes the CPU an OpenCL device, on which they are many times faster";

    /// <summary>Where a driver is there and broken, its row says what to do.</summary>
    private static bool LacksOpenClDriver(Inventory inventory) => inventory.Missing.Any(
        missing => missing.Backend == Backend.OpenCl && missing.Remedy.Contains(Package, StringComparison.Ordinal));
}
