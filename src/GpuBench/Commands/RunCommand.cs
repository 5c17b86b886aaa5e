using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Running;

namespace GpuBench.Commands;

/// <summary>Measures, saves as it goes, ends with the table.</summary>
internal static class RunCommand
{
    private static readonly Option<string> s_device = new("--device") { Description = "auto, all, cpu, cuda[:INDEX|:UUID] or opencl[:INDEX]", DefaultValueFactory = _ => "auto" };
    private static readonly Option<string?> s_engine = new("--engine") { Description = "ilgpu or torchsharp; without it, both" };
    private static readonly Option<string> s_suite = new("--suite") { Description = "ci (1 min), quick (3 min), lab (20 min) or full", DefaultValueFactory = _ => "quick" };
    private static readonly Option<string[]> s_workload = new("--workload") { Description = "Only these, e.g. matmul,attention", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> s_axis = new("--axis") { Description = "Other points, e.g. m=n=k=512,1024 or t=1024..8192*2 or dtype=fp16 or cache=cold-rotate", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<string?> s_budget = new("--budget") { Description = "Wall time for the run, e.g. 90s, 20m or 2h" };
    private static readonly Option<int?> s_rounds = new("--rounds") { Description = "Rounds of each trial, instead of the suite's" };
    private static readonly Option<ulong> s_seed = new("--seed") { Description = "Seed of the random operands", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> s_out = new("--out") { Description = "Results file; default gpubench-results/TIME.json", HelpName = "FILE" };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on with the run of --out, or with the latest unfinished one" };
    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "List the trials and measure nothing" };
    private static readonly FormatOption s_format = new();
    private static readonly DiscoveryOptions s_discovery = new();

    public static Command Create()
    {
        var command = new Command("run", "Measure what this machine's devices do, and save it");
        foreach (var option in new Option[] { s_device, s_engine, s_suite, s_workload, s_axis, s_budget, s_rounds, s_seed, s_out, s_resume, s_dryRun })
            command.Options.Add(option);
        s_discovery.AddTo(command);
        s_format.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var request = Request(parsed);
        using var interruption = new Interruption();
        var session = new RunSession(s_discovery.Launcher(parsed), s_discovery.LibTorchDirectory(parsed), s_format.Get(parsed));
        var outPath = parsed.GetValue(s_out);
        if (parsed.GetValue(s_resume))
        {
            RefuseWithResume(parsed);
            return (int)session.Resume(ResultPaths.ToResume(outPath), interruption.Token);
        }
        var plan = RunPlan.Create(request, s_discovery.Discover(parsed, interruption.Token), AllWorkloads.All);
        if (parsed.GetValue(s_dryRun))
            return (int)session.Show(plan);
        return (int)session.Start(plan, ResultPaths.New(outPath), interruption.Token);
    }

    private static RunRequest Request(ParseResult parsed) => new()
    {
        Device = DeviceSelector.Parse(parsed.GetValue(s_device)!),
        Engine = parsed.GetValue(s_engine),
        Suite = EnumText.Parse<Suite>(parsed.GetValue(s_suite)!, "--suite"),
        Workloads = parsed.GetValue(s_workload) is { Length: > 0 } names ? [.. names.SelectMany(name => name.Split(','))] : null,
        Axes = [.. (parsed.GetValue(s_axis) ?? []).Select(AxisValues.Parse)],
        Budget = parsed.GetValue(s_budget) is { } budget ? Duration.Parse(budget, "--budget") : null,
        Rounds = parsed.GetValue(s_rounds) is { } rounds
            ? rounds is >= 1 and <= 1000 ? rounds : throw UserError.Usage($"--rounds {rounds}: use 1 to 1000")
            : null,
        Seed = parsed.GetValue(s_seed),
    };

    /// <summary>A resumed run keeps its plan: measuring the second half otherwise than the first would be two runs in one file.</summary>
    private static void RefuseWithResume(ParseResult parsed)
    {
        foreach (var option in new Option[] { s_device, s_engine, s_suite, s_workload, s_axis, s_budget, s_rounds, s_seed, s_dryRun })
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                throw UserError.Usage($"{option.Name} does not go with --resume: the run goes on as it was planned");
    }
}
