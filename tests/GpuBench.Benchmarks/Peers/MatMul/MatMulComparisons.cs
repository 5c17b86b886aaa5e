using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>The comparisons on one device.</summary>
internal sealed record DeviceComparisons(DeviceInfo Device, IReadOnlyList<Case> Points, IReadOnlyList<IMatMulPeer> Peers)
{
    /// <summary>One line for each point and peer, as <c>--list</c> prints it.</summary>
    public IEnumerable<string> Lines =>
        from point in Points
        from peer in Peers
        select $"matmul {point.Point} {point.DType}  {peer.Name} on {Device.Id}";
}

/// <summary>Selects the products, the peers and the devices of the comparisons.</summary>
internal static class MatMulComparisons
{
    /// <summary>The comparisons, in the order in which they are measured.</summary>
    /// <exception cref="UserError">
    /// Exit code 1: no point matches. Exit code 3: no device here is compared with any of the peers.
    /// </exception>
    public static IReadOnlyList<DeviceComparisons> Of(
        IReadOnlyList<DeviceInfo> devices, IReadOnlyList<IMatMulPeer> peers, PeerOptions options)
    {
        var wanted = peers.Where(peer => options.WantsPeer(peer.Name)).ToList();
        var all = devices
            .Where(device => options.DeviceClass is null || device.Class == options.DeviceClass)
            .Select(device => new DeviceComparisons(
                device, [.. PeerPoints.Of(device.Class)], [.. wanted.Where(peer => peer.IsFor(device))]))
            .Where(comparisons => comparisons.Peers.Count > 0)
            .ToList();
        if (all.Count == 0)
            throw UserError.NoDevice(RefusalReason(devices, wanted, options));
        options.RequireMatch([.. all.SelectMany(comparisons => comparisons.Points).Select(Words)]);
        return
        [
            .. all.Select(comparisons => comparisons with { Points = [.. comparisons.Points.Where(IsWanted)] })
                .Where(comparisons => comparisons.Points.Count > 0),
        ];

        bool IsWanted(Case point)
        {
            var (text, dtype) = Words(point);
            return options.Wants(text, dtype);
        }
    }

    /// <summary>
    /// A device of the class, which this machine need not have. It stands for an NVIDIA GPU, PoCL or ILGPU's CPU accelerator.
    /// </summary>
    public static DeviceInfo Typical(DeviceClass deviceClass) => new()
    {
        Engine = "ilgpu",
        Backend = deviceClass switch
        {
            DeviceClass.Accelerator => Backend.Cuda,
            DeviceClass.HostCpu => Backend.OpenCl,
            _ => Backend.Cpu,
        },
        Index = 0,
        Class = deviceClass,
        Name = deviceClass.Text(),
        Vendor = "",
        MemoryBytes = 0,
    };

    private static (string Point, string DType) Words(Case point) => (point.Point.ToString(), PeerPoints.Name(point.DType!.Value));

    private static string RefusalReason(IReadOnlyList<DeviceInfo> devices, List<IMatMulPeer> wanted, PeerOptions options)
    {
        var which = options.DeviceClass is { } deviceClass ? $"device of class {deviceClass.Text()}" : "device";
        var there = string.Join(", ", devices.Select(device => $"{device.Id} ({device.Class.Text()})"));
        return $"peers matmul: no {which} is compared with {string.Join(" or ", wanted.Select(peer => peer.Name))}; "
            + $"present: {(there.Length > 0 ? there : "none")}; --list --device-class accelerator shows what would be compared on a GPU";
    }
}
