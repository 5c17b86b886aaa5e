using System.CommandLine;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Reports;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Lists and describes workloads. It opens no device and reads no published figures.</summary>
internal static class WorkloadsCommand
{
    private static readonly Argument<string?> Name = new("NAME")
    {
        Description = "Workload to describe, with axes, kernels and an example; default: a table of all",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "workloads", "List the workloads, or describe one with its axes", "workloads", "workloads matmul");
        command.Arguments.Add(Name);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var entries = WorkloadEntry.ListOf(AllWorkloads.All, ProgramName.AsCalled);
            var report = parsed.GetValue(Name) is { } name
                ? WorkloadReport.Detail(entries.FirstOrDefault(entry => entry.Name == name) ?? throw Unknown(name, entries))
                : WorkloadReport.List(entries);
            Output.Write(report, Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static UserError Unknown(string name, IReadOnlyList<WorkloadEntry> known) => UserError.Usage(
        $"workloads: no workload has the name '{name}'; use one of {string.Join(", ", known.Select(entry => entry.Name))}");
}
