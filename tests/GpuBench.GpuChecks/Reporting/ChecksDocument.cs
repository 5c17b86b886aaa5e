using System.Globalization;
using System.Text;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;
using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Reporting;

/// <summary>The list of checks and the last result of each, as Markdown: kernels/GPU-CHECKS.md.</summary>
public static class ChecksDocument
{
    /// <summary>Path below the root of the repository.</summary>
    public const string FileName = "kernels/GPU-CHECKS.md";

    private const string Head = """
        # Checks that need a real GPU

        Written from [checks.json](../tests/GpuBench.GpuChecks/checks.json) and the journals in [results/measured](../results/measured); `GpuBench.GpuChecks.Tests` compares, and writes it with `GPUBENCH_WRITE_DOCS=1`.

        One program carries out all checks but those by hand, in this order, on a machine with a GPU and without .NET or a network:

            tests/tools/gpu-pack /tmp                        # publishes the programs: /tmp/gpubench-gpu.tar.xz
            tests/tools/gpu-run --rehearse                   # every command here, without a GPU; ./test does the same

            python3 -m tarfile -e gpubench-gpu.tar.xz /tmp   # there; or tar xJf gpubench-gpu.tar.xz -C /tmp
            OUT=/path/that/comes/back /tmp/gpubench-gpu/gpu-run 450

            tests/tools/gpu-run --take gpu-run.tar.gz        # here: writes into results/measured, and rewrites this file

        Commands are shown as they run on a GPU. gpu-run sets `$GPU_CHECKS` (the folder of the programs), `$PTX` (the kernels' text), `$TORCH_LIB` (the `lib` folder of Python's torch), `$NO_TORCH` (a folder that is not there) and `$LIMIT_SECONDS` (what a step has).

        """;

    /// <param name="runs">The newest run first.</param>
    public static string Of(CheckList list, IReadOnlyList<MeasuredRun> runs)
    {
        var text = new StringBuilder(Head);
        text.Append("\n## Unattended\n\n| check | purpose | command | must show | last run | result |\n|---|---|---|---|---|---|\n");
        foreach (var check in list.Automated)
            text.Append(CultureInfo.InvariantCulture, $"{Row(check, Alternates.Of(check.Command, Side.Gpu))} | {Last(check, runs)} |\n");
        text.Append("\n## By hand\n\n| check | purpose | what is done | must show | why by hand |\n|---|---|---|---|---|\n");
        foreach (var check in list.Checks.Where(check => !check.IsAutomated))
            text.Append(CultureInfo.InvariantCulture, $"{Row(check, check.Command)} | {Cell(check.ByHand!)} |\n");
        text.Append(
            "\n## Predictions\n\nWritten before anything was measured, and compared with the first measurement. Later kernels are faster. "
            + "A wrong one is a fault of the model, and fails no check.\n\n");
        text.Append("| figure | check | device | source | predicted | first measured | |\n|---|---|---|---|---|---|---|\n");
        foreach (var check in list.Automated)
        {
            foreach (var prediction in check.Predictions ?? [])
            {
                var what = $"{Cell(prediction.Name)} | {check.Name} | {prediction.Device ?? "any"} | {prediction.Source}";
                var range = Figures.Range(prediction.Low, prediction.High, prediction.Unit);
                text.Append(CultureInfo.InvariantCulture, $"| {what} | {range} | {Measured(check, prediction, runs)} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>Two cells: the date with the device and the driver, and the result.</summary>
    private static string Last(GpuCheck check, IReadOnlyList<MeasuredRun> runs)
    {
        foreach (var run in runs)
        {
            if (run.Steps.LastOrDefault(step => step.Check == check.Name && step.Verdict != Verdict.Skipped) is not { } step)
                continue;
            step = JudgedAgain(check, run, step);
            var values = step.Values.Where(value => !value.IsPrediction).Select(RunReport.Text);
            List<string> result = [RunReport.Word(step.Verdict), .. values, .. step.Problems];
            var when = run.Began.At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return $"{when}, {Cell(run.Device)}, driver {Cell(run.Driver)} | {string.Join("<br>", result.Select(Cell))}";
        }

        return "not run | –";
    }

    /// <summary>A failed step passes if its log meets the patterns of today, because those of its time may have been wrong.</summary>
    private static StepEnded JudgedAgain(GpuCheck check, MeasuredRun run, StepEnded step)
    {
        if (step is not { Verdict: Verdict.Failed, ExitCode: { } exitCode } || run.Folder is not { } folder)
            return step;
        var judgement = LogJudge.Judge(check, Side.Gpu, exitCode, run.ReadLog(check.Name), Path.Combine(folder, "results"), run.Device);
        return judgement.Problems.Count == 0 ? step with { Verdict = Verdict.Passed, Problems = [], Values = judgement.Values } : step;
    }

    /// <summary>Two cells: the first figure, and whether it was as predicted.</summary>
    private static string Measured(GpuCheck check, Prediction prediction, IReadOnlyList<MeasuredRun> runs)
    {
        foreach (var run in runs.Reverse().Where(run => prediction.IsFor(run.Device)))
        {
            var step = run.Steps.LastOrDefault(step => step.Check == check.Name);
            var value = step?.Values.FirstOrDefault(value => value.IsPrediction && value.Name == prediction.Name)?.Value
                // The pattern may be newer than the run.
                ?? LogJudge.Find(prediction, Side.Gpu, run.ReadLog(check.Name));
            if (value is { } measured)
                return $"{Figures.Text(measured, prediction.Unit)} | {(prediction.Admits(measured) ? "right" : Wrong(prediction))}";
        }

        return "not run | –";
    }

    private static string Wrong(Prediction prediction) => prediction.Cause is { } cause ? $"wrong: {Cell(cause)}" : "wrong";

    private static string Row(GpuCheck check, string command) =>
        $"| {Cell(check.Name)} | {Cell(check.Purpose)} | {Code(command)} | {Cell(check.Shows)}";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Code(string text) => $"`{Cell(text)}`";
}
