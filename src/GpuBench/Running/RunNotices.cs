using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Terminal;

namespace GpuBench.Running;

/// <summary>Notices before a run, one line each: devices that were not chosen, and shares of the budget.</summary>
internal static class RunNotices
{
    /// <summary>Forecast shares that differ by this factor or less are shown as equal.</summary>
    private const double AboutEqual = 1.1;

    /// <summary>The devices that <c>auto</c> did not choose.</summary>
    /// <returns>Null if there are none, or if the user named the devices.</returns>
    public static string? NotChosen(RunRequest request, Inventory inventory)
    {
        if (request.Device.Text != DeviceSelector.Auto.Text)
            return null;
        var seen = inventory.Devices.Where(device => request.Engine is null || device.Engine == request.Engine).ToList();
        var chosen = request.Device.Select(inventory with { Devices = seen });
        var left = seen.Except(chosen).ToList();
        if (left.Count == 0)
            return null;
        // A device may be chosen for one engine and left out for another. Then the notice names the engine.
        var ids = chosen.Select(device => device.Id).ToHashSet();
        var others = left.Where(device => !ids.Contains(device.Id)).DistinctBy(device => device.Id).ToList();
        var names = Names(others).Concat(left.Where(device => ids.Contains(device.Id)).Select(device => $"{device.Id} ({device.Engine})"));
        var card = others.Find(device => device.Class == DeviceClass.Accelerator && chosen.Any(one => one.Backend == device.Backend));
        return $"not chosen: {string.Join(", ", names)} (use --device {(card is null ? "all" : $"{card.Backend.Text()} or all")})";
    }

    /// <returns>Null without a budget, or with one device.</returns>
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
            CultureInfo.InvariantCulture, $"{seconds.Count} devices share the budget of {budget}: {shares} (increase it with --budget)");
    }

    /// <summary>Three or more consecutive indexes are shortened to the first and the last: <c>cuda:1 … cuda:7, cpu:0</c>.</summary>
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

/// <summary>Hint for a machine without a GPU: OpenCL can use the CPU, and is faster than ILGPU's own CPU device.</summary>
public static class SlowCpuHint
{
    private const string Package = "pocl-opencl-icd";

    /// <summary>Null if there is an accelerator or an OpenCL device.</summary>
    public static string? For(Inventory inventory) =>
        !LacksOpenClDriver(inventory)
        || inventory.Devices.Any(device => device.Class == DeviceClass.Accelerator || device.Backend == Backend.OpenCl)
            ? null
            : "no GPU and no OpenCL driver were found, so kernels of engine ilgpu run on its slow CPU device; "
                + $"'sudo apt-get install {Package}' adds the CPU as an OpenCL device, which is many times faster";

    /// <summary>If a driver is installed and fails, its row has the remedy.</summary>
    private static bool LacksOpenClDriver(Inventory inventory) => inventory.Missing.Any(
        missing => missing.Backend == Backend.OpenCl && missing.Remedy.Contains(Package, StringComparison.Ordinal));
}
