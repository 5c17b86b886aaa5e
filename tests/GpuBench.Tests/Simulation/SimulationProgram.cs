using System.Globalization;
using GpuBench.Benchmarks.Host;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;

namespace GpuBench.Tests.Simulation;

/// <summary>
/// <c>simulate SUITE [SHARE [SECONDS]]</c>: what a run on an imaginary H100 would measure, with host times measured here and now,
/// brought to sixteen cores by a stated factor.
/// </summary>
internal static class SimulationProgram
{
    public const string Role = "simulate";

    private const int Cores = 16;

    public static int Run(string[] arguments)
    {
        var suite = EnumText.Parse<Suite>(arguments[0], Role);
        var share = arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        var request = new RunRequest { Suite = suite, Budget = arguments.Length > 2 ? TimeSpan.FromSeconds(double.Parse(arguments[2], CultureInfo.InvariantCulture)) : null };
        var (costs, factor) = (HostCosts.Measure(), SimulatedHost.SpeedFactor(Cores, Environment.ProcessorCount));
        var here = SimulatedHost.Of(costs);
        Say($"host, measured with {costs.ThreadCount} threads: an operand element {here.Make * 1e9:F2} ns, a checked element {here.Check * 1e9:F2} ns, an oracle's multiply-add {here.OracleOperation * 1e9:F2} ns; taken {factor:F1} times faster, for {Cores} cores");
        foreach (var torch in (string[])[TorchEngines.Stable, TorchEngines.TorchSharp])
            Describe(SimulatedRun.Of(request, here.Faster(factor), new(share), torch), torch, share);
        return 0;
    }

    private static void Describe(SimulatedRun run, string torch, double share)
    {
        Say($"{run.Plan.Suite.Text()} with {torch} at {share} of the expected rates: {run.Seconds:F0} s of a budget of {run.Plan.BudgetSeconds:F0} s; {run.Document.Rows.Count} rows, {run.AtRisk.Count} of which may be left out by the plan, {run.Skipped.Count} skipped");
        Say($"  rounds of the measured rows: {string.Join(", ", run.Measured.CountBy(row => row.Rounds.Count).OrderBy(count => count.Key).Select(count => $"{count.Value} rows {count.Key}"))}; classes of rows {Classes(run.Document.Rows)}, measured {Classes(run.Measured)}");
        foreach (var row in run.Skipped)
            Say($"  skipped {row.Key}: {row.Reason}");
    }

    private static int Classes(IEnumerable<ResultRow> rows) => rows.Select(row => (row.Engine, row.Workload, row.DType)).Distinct().Count();

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
