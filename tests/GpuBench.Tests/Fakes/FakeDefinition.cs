using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;

namespace GpuBench.Tests.Fakes;

internal sealed class FakeDefinition(string name = "fake") : WorkloadDefinition
{
    public override string Name => name;

    public override string Description => "Counts to n.";

    public override IReadOnlyList<Axis> Axes { get; } =
        [
            Axis.OfNumbers("n", "how far", maximum: 1 << 20), Axis.OfNumbers("m", "how often", maximum: 100),
            Axis.OfWords("way", "which way", "up", "down"),
        ];

    public override Case Example => new(
        new Point { { "n", 10 }, { "m", 1 }, { "way", "up" } }, DTypes["fp32"], new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));

    public override IReadOnlyDictionary<string, NumericTriple> DTypes { get; } = new Dictionary<string, NumericTriple>
    {
        ["fp32"] = NumericTriple.Uniform(DType.Fp32),
        ["fp16"] = NumericTriple.SummedInFp32(DType.Fp16),
        ["bf16"] = NumericTriple.SummedInFp32(DType.Bf16),
    };

    public override WorkCount Count(Point point, NumericTriple? dtype) => new(2.0 * point["n"].Number, 4.0 * point["n"].Number, 0);

    public override ValueUnit ValueUnitOf(Point point, NumericTriple? dtype) => ValueUnit.FlopPerSecond;

    public override HostWork HostWorkOf(Point point, NumericTriple? dtype) => new(point["n"].Number, point["n"].Number, 0, 0);

    public override double BytesPerSet(Point point, NumericTriple? dtype) => 4.0 * point["n"].Number;

    public override IReadOnlyList<Case> Cases(Suite suite, DeviceInfo device) =>
    [
        .. from n in new[] { 10, 20 }
        from dtype in new[] { "fp32", "bf16" }
        select new Case(
            new Point { { "n", n }, { "m", 1 }, { "way", "up" } }, DTypes[dtype], new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch)),
    ];
}
