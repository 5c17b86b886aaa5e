using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Publications.Normalising;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Tests.Publications.Limits;

/// <summary>Rows of imaginary GPUs of real products, for comparison with their nominal limits.</summary>
internal static class LimitedRows
{
    public const string H100 = "NVIDIA H100 80GB HBM3";
    public const string H20 = "NVIDIA H20";
    public const string A100 = "NVIDIA A100-SXM4-80GB";
    public const long CacheBytes = 50L << 20;

    public static readonly ResultNormalizer Normalizer = new(
        GpuBench.Publications.Normalising.Normalizer.Shipped,
        [.. ResultNormalizer.DefaultAgainst.Select(GpuBench.Publications.Normalising.Normalizer.Shipped.Names.Resolve)]);

    /// <param name="clockHertz">The highest clock that the driver reports. If null, the document does not contain the device.</param>
    public static ResultDocument On(double? clockHertz, params ResultRow[] rows)
    {
        var document = Rows.Document(rows);
        return clockHertz is null ? document : document with
        {
            Manifest = document.Manifest with
            {
                Devices = [.. rows.DistinctBy(row => row.Engine).Select(row => Opened(row, clockHertz.Value))],
            },
        };
    }

    public static ResultRow Judge(double? clockHertz, ResultRow row) => Normalizer.Judge(On(clockHertz, row)).Rows[0];

    public static ResultRow MatMul(string device, NumericTriple dtype, double rate, HardwareUnit unit = HardwareUnit.Tensor) =>
        Rows.MatMul(8192, dtype, rate, Rows.Cuda(device), unit: unit);

    public static ResultRow Stream(string device, string op, long n, double bytesPerSecond)
    {
        var (point, type) = (new Point { { "op", op }, { "n", n } }, NumericTriple.Uniform(DType.Fp32));
        var row = Rows.Of(StreamDefinition.Instance, point, type, bytesPerSecond, Rows.Cuda(device), "ilgpu", HardwareUnit.Copy);
        return row with { Limiter = Limiter.Memory };
    }

    public static ResultRow Link(string device, string direction, double bytesPerSecond)
    {
        var point = new Point { { "direction", direction }, { "memory", direction == "d2d" ? "device" : "pinned" }, { "bytes", 1L << 28 } };
        var row = Rows.Of(LinkDefinition.Instance, point, default, bytesPerSecond, Rows.Cuda(device), "ilgpu", HardwareUnit.Link);
        return row with { DType = null };
    }

    private static DeviceOpened Opened(ResultRow row, double clockHertz) => new(
        new DeviceInfo
        {
            Engine = row.Engine,
            Backend = row.Device.Backend,
            Index = 0,
            Class = DeviceClass.Accelerator,
            Name = row.Device.Name,
            Vendor = "NVIDIA",
            MemoryBytes = 80L << 30,
            LastLevelCacheBytes = CacheBytes,
            ClockHertz = clockHertz,
        },
        "1.0", new("cuda-event", 1e-6, 0));
}
