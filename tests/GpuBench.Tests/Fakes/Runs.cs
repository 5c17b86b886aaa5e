using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;

namespace GpuBench.Tests.Fakes;

/// <summary>Results files of imaginary cards, for comparisons with each other.</summary>
internal static class Runs
{
    /// <summary>Ratios of round medians. Their re-run interval is 0.97 … 1.03 for the same number of rounds.</summary>
    public static IReadOnlyList<double> Quiet { get; } = [0.98, 0.99, 1, 1.01, 1.02];

    /// <summary>The same with a re-run interval of 0.50 … 2.03.</summary>
    public static IReadOnlyList<double> Noisy { get; } = [0.6, 0.8, 1, 1.25, 1.7];

    public static DeviceInfo Card(string name = "NVIDIA A800", int index = 0, string? uuid = null, string engine = "ilgpu") => new()
    {
        Engine = engine,
        Backend = Backend.Cuda,
        Index = index,
        Class = DeviceClass.Accelerator,
        Name = name,
        Vendor = "NVIDIA",
        Driver = "535.104.05",
        Uuid = uuid,
        MemoryBytes = 80_000_000_000,
        ComputeUnits = 108,
        ClockHertz = 1.41e9,
        PowerLimitWatts = 400,
        EccEnabled = true,
    };

    /// <param name="order">Order of the square matrices. Each order is another task.</param>
    /// <param name="factors">The median of each round divided by <paramref name="rate"/>.</param>
    public static ResultRow Row(DeviceInfo card, double rate = 100e12, IReadOnlyList<double>? factors = null, int order = 4096)
    {
        var device = new RowDevice { Backend = card.Backend, Id = card.Id, Name = card.Name, Variant = card.Variant, Count = 1 };
        var row = Rows.MatMul(order, Rows.Bf16, rate, device, card.Engine);
        return WithRounds(row, rate, factors ?? Quiet);
    }

    public static ResultDocument Document(params ResultRow[] rows) => Document([Card()], rows);

    public static ResultDocument Document(IReadOnlyList<DeviceInfo> cards, params ResultRow[] rows)
    {
        var document = Rows.Document(rows);
        return document with { Manifest = document.Manifest with { Devices = [.. cards.Select(Opened)] } };
    }

    public static ResultRow Without(ResultRow row, TrialStatus status, string reason) => row with
    {
        Status = status,
        Reason = reason,
        Median = null,
        Low = null,
        High = null,
        PredictLow = null,
        PredictHigh = null,
        Rounds = [],
    };

    private static DeviceOpened Opened(DeviceInfo card) => new(card, "ILGPU 1.5.3", new("cuda-event", 1e-6, 0));

    private static ResultRow WithRounds(ResultRow row, double rate, IReadOnlyList<double> factors)
    {
        var amount = row.Work.Amount(row.ValueUnit);
        var rounds = factors.Select((factor, index) => Plans.Round(index, amount / (rate * factor))).ToList();
        var statistics = RowStatistics.Of(rounds, amount)!;
        return row with
        {
            Rounds = rounds,
            Median = statistics.Median,
            Low = statistics.Interval.Low,
            High = statistics.Interval.High,
            PredictLow = statistics.Prediction?.Low,
            PredictHigh = statistics.Prediction?.High,
            Noise = statistics.Noise,
        };
    }
}
