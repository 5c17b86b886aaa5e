using System.CommandLine;
using System.CommandLine.Parsing;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Running;
using GpuBench.Measuring.Workloads;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Measures, saves each round, and prints the table at the end.</summary>
internal static class RunCommand
{
    private static readonly Option<string> DeviceOption = new("--device")
    {
        Description = $"{DeviceSelector.Words}, or several, separated by commas, e.g. cuda:0,cuda:3; "
            + "cuda means all CUDA devices; a UUID may be shortened",
        DefaultValueFactory = _ => "auto",
    };
    private static readonly Option<string?> EngineOption = new("--engine")
    {
        Description = "ilgpu, torchsharp or torch-stable; default: ilgpu and torchsharp, with torch-stable in place of torchsharp "
            + "if TorchSharp does not match the installed libtorch",
    };
    private static readonly Option<string> SuiteOption =
        new("--suite") { Description = "ci (1 min), quick (3 min), lab (20 min) or full", DefaultValueFactory = _ => "quick" };
    private static readonly Option<string[]> WorkloadOption = new("--workload")
    {
        Description = "Only these workloads, e.g. matmul,attention; 'workloads' lists all",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<string[]> AxisOption = new("--axis")
    {
        Description = "Values instead of the suite's, e.g. m=n=k=512,1024 or t=1024..8192*2 or dtype=fp16 or cache=cold-rotate; "
            + "'workloads NAME' lists the axes",
        AllowMultipleArgumentsPerToken = false,
    };
    private static readonly Option<string?> BudgetOption = new("--budget") { Description = "Wall time of the run, e.g. 90s, 20m or 2h" };
    private static readonly Option<int?> RoundsOption = new("--rounds") { Description = "Rounds of each trial; default: of the suite" };
    private static readonly Option<ulong> SeedOption =
        new("--seed") { Description = "Seed of the random operands", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> OutOption =
        new("--out") { Description = "Results file; default gpubench-results/TIME.json", HelpName = "FILE" };
    private static readonly Option<bool> ResumeOption =
        new("--resume") { Description = "Continue the run of --out, or the latest unfinished run" };
    private static readonly Option<bool> DryRunOption = new("--dry-run") { Description = "List the trials without measuring them" };
    private static readonly Option<bool> QuietOption = new("--quiet") { Description = "Print no progress on standard error" };

    /// <summary>Options that define the plan. A resumed run refuses them, because it keeps its plan.</summary>
    private static readonly Option[] PlanOptions =
        [DeviceOption, EngineOption, SuiteOption, WorkloadOption, AxisOption, BudgetOption, RoundsOption, SeedOption];

    private static readonly AgainstOption Against = new();
    private static readonly FormatOption Format = new();
    private static readonly WideOption Wide = new();
    private static readonly DiscoveryOptions Discovery = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "run", "Measure the devices of this machine and save the results",
            "run",
            "run --device cuda:0 --suite lab --out lab.json",
            "run --workload matmul --axis m=n=k=1024..8192*2 --axis dtype=bf16 --budget 10m",
            "run --resume --out lab.json");
        foreach (var option in PlanOptions.Concat([OutOption, ResumeOption, DryRunOption]))
            command.Options.Add(option);
        command.Options.Add(QuietOption);
        Against.AddTo(command);
        Discovery.AddTo(command);
        Format.AddTo(command);
        Wide.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var request = Request(parsed);
        var against = Against.Get(parsed);
        using var interruption = new Interruption();
        var libTorch = Discovery.LibTorchDirectory(parsed);
        var session = new RunSession(
            WorkerCommand.Launcher(Discovery.InProcess(parsed), libTorch), libTorch, () => new(ShippedFigures.Read(), against),
            new(Format.Get(parsed), Wide.Get(parsed), parsed.GetValue(QuietOption)));
        var outPath = parsed.GetValue(OutOption);
        if (parsed.GetValue(ResumeOption))
        {
            MeasuringPlatform.Require();
            RefuseWithResume(parsed);
            return (int)session.Resume(ResultPaths.ToResume(outPath), interruption.Token);
        }
        // Checked before the search for devices, which takes seconds.
        RunPlan.ChooseWorkloads(request, AllWorkloads.All);
        ResultPaths.Require(outPath);
        var inventory = EngineChoice.Among(Discovery.Discover(parsed, interruption.Token), request.Engine);
        (var plan, inventory) = Plan(request, inventory, Discovery.Tests(parsed, interruption.Token));
        var notice = RunNotices.NotChosen(request, inventory);
        if (parsed.GetValue(DryRunOption))
            return (int)session.Show(plan, notice);
        return (int)session.Start(plan, notice, outPath, interruption.Token);
    }

    /// <summary>Runs the self-tests of the chosen devices. If one does not open, another is chosen and tested.</summary>
    private static (RunPlan Plan, Inventory Tried) Plan(RunRequest request, Inventory inventory, SelfTests tests)
    {
        while (true)
        {
            var plan = RunPlan.Create(request, inventory, AllWorkloads.All);
            var untried = plan.Devices.Select(planned => planned.Device).Where(device => device.Untried is not null).ToList();
            if (untried.Count == 0)
                return (plan, inventory);
            inventory = tests.Run(inventory, untried);
        }
    }

    private static RunRequest Request(ParseResult parsed) => new()
    {
        Device = DeviceSelector.Parse(parsed.GetValue(DeviceOption)!),
        Engine = parsed.GetValue(EngineOption),
        Suite = EnumText.Parse<Suite>(parsed.GetValue(SuiteOption)!, "--suite"),
        Workloads = parsed.GetValue(WorkloadOption) is { Length: > 0 } names ? [.. names.SelectMany(name => name.Split(','))] : null,
        Axes = [.. (parsed.GetValue(AxisOption) ?? []).Select(AxisValues.Parse)],
        Budget = parsed.GetValue(BudgetOption) is { } budget ? Duration.Parse(budget, "--budget") : null,
        Rounds = parsed.GetValue(RoundsOption) is { } rounds
            ? rounds is >= 1 and <= RunPlan.MaxRounds ? rounds : throw UserError.Usage($"--rounds {rounds}: use 1 to {RunPlan.MaxRounds}")
            : null,
        Seed = parsed.GetValue(SeedOption),
    };

    /// <summary>A resumed run keeps its plan, so that one file has the results of one plan.</summary>
    private static void RefuseWithResume(ParseResult parsed)
    {
        foreach (var option in PlanOptions.Append(DryRunOption))
            if (parsed.GetResult(option) is OptionResult { Implicit: false })
                throw UserError.Usage($"{option.Name} cannot be combined with --resume, because a resumed run keeps its plan");
    }
}
