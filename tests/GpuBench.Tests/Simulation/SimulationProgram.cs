using System.Globalization;
using GpuBench.Benchmarks.Host;
using GpuBench.Measuring;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Results;
using GpuBench.Measuring.Workloads;
using GpuBench.Torch.Devices;

namespace GpuBench.Tests.Simulation;

/// <summary>
/// <c>simulate SUITE [SHARE [SECONDS]]</c> prints what a run on a simulated H100 would measure. It measures host times on this machine
/// and divides them by a printed factor, for sixteen cores.
/// </summary>
internal static class SimulationProgram
{
    public const string Role = "simulate";

    private const int Cores = 16;

    public static int Run(string[] arguments)
    {
        var suite = EnumText.Parse<Suite>(arguments[0], Role);
        var share = arguments.Length > 1 ? double.Parse(arguments[1], CultureInfo.InvariantCulture) : 1;
        TimeSpan? budget = arguments.Length > 2 ? TimeSpan.FromSeconds(double.Parse(arguments[2], CultureInfo.InvariantCulture)) : null;
        var request = new RunRequest { Suite = suite, Budget = budget };
        var (costs, factor) = (HostCosts.Measure(), SimulatedHost.SpeedFactor(Cores, Environment.ProcessorCount));
        var here = SimulatedHost.Of(costs);
        var speeds = string.Create(
            CultureInfo.InvariantCulture,
            $"an operand element {here.Make * 1e9:F2} ns, a checked element {here.Check * 1e9:F2} ns, "
            + $"an oracle's multiply-add {here.OracleOperation * 1e9:F2} ns");
        Say($"host, measured with {costs.ThreadCount} threads: {speeds}; taken {factor:F1} times faster, for {Cores} cores");
        foreach (var torch in (string[])[TorchEngines.Stable, TorchEngines.TorchSharp])
            Describe(SimulatedRun.Of(request, here.Faster(factor), new(share), torch), torch, share);
        return 0;
    }

    private static void Describe(SimulatedRun run, string torch, double share)
    {
        var time = FormattableString.Invariant($"{run.Seconds:F0} s of a budget of {run.Plan.BudgetSeconds:F0} s");
        var rows = FormattableString.Invariant(
            $"{run.Document.Rows.Count} rows, {run.AtRisk.Count} of which may be left out by the plan, {run.Skipped.Count} skipped");
        Say($"{run.Plan.Suite.Text()} with {torch} at {share} of the expected rates: {time}; {rows}");
        var rounds = run.Measured.CountBy(row => row.Rounds.Count).OrderBy(count => count.Key)
            .Select(count => $"{count.Value} rows {count.Key}");
        var classes = $"classes of rows {Classes(run.Document.Rows)}, measured {Classes(run.Measured)}";
        Say($"  rounds of the measured rows: {string.Join(", ", rounds)}; {classes}");
        foreach (var row in run.Skipped)
            Say($"  skipped {row.Key}: {row.Reason}");
    }

    private static int Classes(IEnumerable<ResultRow> rows) => rows.Select(row => (row.Engine, row.Workload, row.DType)).Distinct().Count();

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
