using System.CommandLine;
using System.Globalization;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Comparing;
using GpuBench.Reports.Results;
using GpuBench.Reports.Tables;
using GpuBench.Running;
using GpuBench.Terminal;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Commands;

/// <summary>Compares a run with published figures, later runs with a first run, or published figures with each other.</summary>
internal static class CompareCommand
{
    private static readonly Argument<string[]> Sides = new("FILE|NAME")
    {
        Description = "Results file or accelerator, e.g. h20. One file or accelerator is compared with published figures; "
            + "later files are compared with the first",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<string?> DeviceOption = new("--device")
    {
        Description = "Compare only this device of the first file, by index or UUID, e.g. cuda:0",
        HelpName = "DEVICE",
    };

    private static readonly Option<string?> WithOption = new("--with")
    {
        Description = "Compare only this device of the later files; for one file, its second device: --device cuda:0 --with cuda:1",
        HelpName = "DEVICE",
    };

    private static readonly Option<string?> ExplainOption = new("--explain")
    {
        Description = "Show one row whole, e.g. 'matmul fp32 8192³': rounds, checks, and every published figure with its verdict; "
            + "a part of a name shows all rows that have it",
        HelpName = "TEXT",
    };

    private static readonly Option<bool> AllOption =
        new("--all") { Description = "For accelerators: list every pair, also of long groups" };
    private static readonly Option<bool> SourcesOption =
        new("--sources") { Description = "For accelerators: list every pair with the ids and sources of both figures" };
    private static readonly FigureFilterOptions Filters = new("For accelerators: only");
    private static readonly FailBelowOption FailBelow = new();
    private static readonly AgainstOption Against = new();
    private static readonly FormatOption Format = new();
    private static readonly WideOption Wide = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "compare", "Compare a run or an accelerator with published figures, or later runs with a first run",
            "compare lab.json --against h100,h20",
            "compare yesterday.json today.json --fail-below 10%",
            "compare lab.json --device cuda:0 --with cuda:1",
            "compare lab.json --explain 'matmul bf16 4096³'",
            "compare h20 --against h100",
            "compare a800 --against a100 --sources",
            "compare h20 --against h100 --quantity gemm-throughput --dtype bf16");
        command.Arguments.Add(Sides);
        Against.AddTo(command);
        command.Options.Add(DeviceOption);
        command.Options.Add(WithOption);
        command.Options.Add(ExplainOption);
        FailBelow.AddTo(command);
        command.Options.Add(AllOption);
        command.Options.Add(SourcesOption);
        Filters.AddTo(command);
        Format.AddTo(command);
        Wide.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var sides = parsed.GetValue(Sides)!;
        if (PublishedSides.AreNames(sides))
            return Print(Published(sides, parsed), parsed);
        RefusePublishedOptions(parsed);
        var documents = sides.Select(file => (File: file, Document: ResultFile.Read(file, WorkloadDefinitions.All))).ToList();
        var later = parsed.GetValue(WithOption);
        if (documents.Count == 1 && later is null)
            return Print(AgainstPublished(documents[0].Document, parsed), parsed);
        RefuseExplain(parsed);
        if (Against.IsGiven(parsed))
            throw UserError.Usage("--against needs a single results file; later files are compared with the first");
        if (documents.Count == 1)
            documents.Add(documents[0]);
        var limits = new ResultNormalizer(ShippedFigures.Read(), []);
        var first = new ComparedRun(documents[0].File, limits.Judge(documents[0].Document), parsed.GetValue(DeviceOption));
        RequireTwoDevices(sides, first.Only, later);
        return AgainstFirst(
            first, [.. documents.Skip(1).Select(run => new ComparedRun(run.File, limits.Judge(run.Document), later))], parsed);
    }

    private static Report Published(IReadOnlyList<string> names, ParseResult parsed)
    {
        RefuseWithoutLaterRun(parsed);
        RefuseExplain(parsed);
        return names.Count == 1
            ? PublishedSides.Report(
                names[0], Against.Get(parsed), Against.IsGiven(parsed), Filters.Get(parsed),
                (parsed.GetValue(AllOption), parsed.GetValue(SourcesOption)))
            : throw UserError.Usage(
                "compare: name one accelerator, and the others with --against, "
                + $"e.g. compare {names[0]} --against {string.Join(',', names.Skip(1))}");
    }

    private static void RefusePublishedOptions(ParseResult parsed)
    {
        if (parsed.GetValue(AllOption) || parsed.GetValue(SourcesOption) || Filters.Get(parsed).IsSet)
            throw UserError.Usage(
                "compare: --all, --sources, --quantity, --kind, --model and --dtype select published figures; "
                + "they need an accelerator, e.g. compare h20 --against h100, not a results file");
    }

    private static Report AgainstPublished(ResultDocument document, ParseResult parsed)
    {
        RefuseWithoutLaterRun(parsed);
        var normalizer = new ResultNormalizer(ShippedFigures.Read(), Against.Get(parsed));
        var filled = normalizer.Fill(document);
        return parsed.GetValue(ExplainOption) is { } text
            ? RowDetailReport.Of(filled, Explained(filled, text), normalizer)
            : ResultReport.Of(filled, normalizer, ProgramName.AsCalled);
    }

    private static ResultDocument Explained(ResultDocument document, string text)
    {
        var rows = RowDetailReport.Matching(document, text);
        return rows.Rows.Count > 0
            ? rows
            : throw UserError.Usage($"--explain {text}: no row name contains this text; use a name of the column 'workload' of the tables");
    }

    private static void RefuseExplain(ParseResult parsed)
    {
        if (parsed.GetValue(ExplainOption) is not null)
            throw UserError.Usage("--explain needs a single results file and no --with");
    }

    private static int AgainstFirst(ComparedRun first, IReadOnlyList<ComparedRun> later, ParseResult parsed)
    {
        var runs = RunComparer.Compare(first, later, FailBelow.Get(parsed) ?? RunComparer.DefaultThreshold);
        Print(ComparisonReport.Of(runs), parsed);
        var faults = FailBelow.Get(parsed) is null ? [] : ComparisonGate.Faults(runs).ToList();
        return faults.Count == 0 ? (int)ExitCode.Ok : throw UserError.Failed(string.Join("; ", faults));
    }

    private static int Print(Report report, ParseResult parsed)
    {
        Output.Write(report, Format.Get(parsed), Wide.Get(parsed));
        return (int)ExitCode.Ok;
    }

    private static void RequireTwoDevices(IReadOnlyList<string> sides, string? device, string? with)
    {
        if (sides.Count == 1 && (device is null || device == with))
            throw UserError.Usage(
                "compare: to compare two devices of one file, name one with --device and the other with --with, "
                + $"e.g. compare {sides[0]} --device cuda:0 --with cuda:1");
    }

    private static void RefuseWithoutLaterRun(ParseResult parsed)
    {
        if (parsed.GetValue(DeviceOption) is not null || parsed.GetValue(WithOption) is not null || FailBelow.Get(parsed) is not null)
            throw UserError.Usage(
                "compare: --device, --with and --fail-below need two files, or two devices of one file");
    }
}

/// <summary><c>--fail-below 10%</c>: exit code 1 for a slower run, for pipelines.</summary>
internal sealed class FailBelowOption
{
    private readonly Option<string?> _percent = new("--fail-below")
    {
        Description = "Exit with 1 if a row is missing, or is slower by more than this, e.g. 10%, and outside the re-run interval",
        HelpName = "PERCENT",
    };

    public void AddTo(Command command) => command.Options.Add(_percent);

    /// <returns>A share, e.g. 0.1; null if the option is not given.</returns>
    /// <exception cref="UserError">Exit code 2.</exception>
    public double? Get(ParseResult parsed)
    {
        if (parsed.GetValue(_percent) is not { } text)
            return null;
        return text.EndsWith('%')
            && double.TryParse(text[..^1].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and < 100
                ? percent / 100
                : throw UserError.Usage($"--fail-below {text}: use a percentage from 0% up to below 100%, e.g. 10%");
    }
}
