using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GpuBench.Benchmarks.Peers;
using GpuBench.Measuring.Trials;

namespace GpuBench.Benchmarks.Tests.Peers;

public sealed partial class PeerOutputTests
{
    private static readonly PeerRow Empty = new()
    {
        Workload = "matmul",
        Point = "m=4096,n=4096,k=4096",
        DType = "bf16/fp32/bf16",
        Device = "a GPU",
        Peer = "cublas",
        PeerDetail = "cublasGemmEx",
        Kernel = "tensor-tile",
    };

    /// <summary>2e9 operations: 2 TFLOP/s in 1 ms, 4 TFLOP/s in 0.5 ms.</summary>
    private static readonly PeerRow Measured = Empty.With(
        new([.. ((double[])[0.5, 0.49, 0.506]).Select(ratio => new RoundTimes(new(1e-3, 50), new(ratio * 1e-3, 100)))]),
        new WorkCount(2e9, 0, 0), ValueUnit.FlopPerSecond, "cuda-event");

    [Fact]
    public void A_line_has_both_rates_the_ratio_the_passes_and_the_device() => Assert.Equal(
        "matmul m=4096,n=4096,k=4096 bf16/fp32/bf16  tensor-tile 2.00 TFLOP/s, cublas 4.00 TFLOP/s: 0.500 (0.490 … 0.506); "
        + "50 and 100 passes a round, 1.00 ms and 500 µs a pass by cuda-event; on a GPU",
        PeerOutput.Line(Measured));

    [Fact]
    public void The_share_of_a_peer_can_be_read_from_a_line()
    {
        var match = Share().Match(PeerOutput.Line(Measured));
        string Group(string name) => match.Groups[name].Value;
        Assert.Equal(("bf16/fp32/bf16", "cublas", "0.500"), (Group("types"), Group("peer"), Group("share")));
    }

    [Fact]
    public void Integer_operations_are_not_called_flop()
    {
        var times = new PeerTimes([new(new(1e-3, 50), new(1e-3, 50))]);
        var row = Empty.With(times, new WorkCount(2e9, 0, 0), ValueUnit.OperationsPerSecond, "cuda-event");
        Assert.Contains("tensor-tile 2.00 TOP/s, cublas 2.00 TOP/s: 1.000", PeerOutput.Line(row), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_a_measurement_contains_the_reason()
    {
        Assert.Equal(
            "matmul m=4096,n=4096,k=4096 bf16/fp32/bf16  cublas not measured: it is not installed; on a GPU",
            PeerOutput.Line(Empty with { Reason = "it is not installed" }));
        var failed = Empty with { Reason = "it is wrong", Failed = true };
        Assert.Contains("  cublas failed: it is wrong; on", PeerOutput.Line(failed), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_have_a_decimal_point_if_the_users_culture_has_a_decimal_comma()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new() { NumberDecimalSeparator = "," } };
            Assert.Contains("cublas 4.00 TFLOP/s: 0.500 (0.490 … 0.506)", PeerOutput.Line(Measured), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Json_has_every_number_in_si_units()
    {
        using var output = new StringWriter();
        Assert.Equal(0, PeerOutput.Write([Measured, Empty with { Reason = "why" }], asJson: true, output));
        using var document = JsonDocument.Parse(output.ToString());
        var row = document.RootElement[0];
        double Number(string name) => row.GetProperty(name).GetDouble();
        string? Text(string name) => row.GetProperty(name).GetString();
        Assert.Equal((2e12, 4e12, "FLOP/s"), (Math.Round(Number("rate")), Math.Round(Number("peerRate")), Text("unit")));
        Assert.Equal((0.5, 0.49, 0.506), (Number("ratio"), Number("low"), Number("high")));
        Assert.Equal((1e-3, 0.5e-3), (Number("secondsPerPass"), Number("peerSecondsPerPass")));
        Assert.Equal((50, 100), (Number("passesPerRound"), Number("peerPassesPerRound")));
        Assert.Equal(
            ("tensor-tile", "cublas", "cublasGemmEx", "cuda-event"),
            (Text("kernel"), Text("peer"), Text("peerDetail"), Text("timer")));
        Assert.Equal(JsonValueKind.Null, document.RootElement[1].GetProperty("ratio").ValueKind);
    }

    [Fact]
    public void The_exit_code_is_1_if_a_row_failed()
    {
        using var output = new StringWriter();
        var failed = Empty with { Reason = "it is wrong", Failed = true };
        Assert.Equal(1, PeerOutput.Write([Measured, failed, Measured], asJson: false, output));
        Assert.Equal(3, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_list_closes_with_its_length()
    {
        using var output = new StringWriter();
        Assert.Equal(0, PeerOutput.List(["one", "another"], output));
        Assert.Equal(["one", "another", "2 comparisons", ""], output.ToString().Split(Environment.NewLine));
    }

    [GeneratedRegex(
        @"^matmul \S+ (?<types>\S+)  \S+ [\d.]+ \w+/s, (?<peer>\w+) [\d.]+ \w+/s: (?<share>[\d.]+) \(",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Share();
}
