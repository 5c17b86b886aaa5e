using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Measuring.Results;
using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting.Links;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Reports.Projecting;
using GpuBench.Running;
using GpuBench.Terminal;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Commands;

/// <summary>Projects the tasks of a run, or of a product's published figures, onto other products.</summary>
internal static class ProjectCommand
{
    private const string ResultsEnding = ".json";
    private const int LeastDevices = 2, MostDevices = 1024;

    private static readonly Argument<string> Subject = new("FILE|NAME")
    {
        Description = "Results file, or an accelerator whose published figures are the tasks, e.g. h20",
    };

    private static readonly Option<string?> OntoOption = new("--onto")
    {
        Description = $"Products to project onto; default {string.Join(',', ResultNormalizer.DefaultAgainst)}",
        HelpName = "NAME,…",
    };

    private static readonly Option<string?> LinksOption = new("--links")
    {
        Description = "Also split language models over several of this product, with the published bandwidth of its links, e.g. a800",
        HelpName = "NAME",
    };

    private static readonly Option<int> DevicesOption = new("--tp")
    {
        Description = "With --links: devices that share each layer",
        DefaultValueFactory = _ => 8,
        HelpName = "NUMBER",
    };

    private static readonly FigureFilterOptions Filters = new("For an accelerator: only");
    private static readonly FormatOption Format = new();

    private static AcceleratorNames Names => Products.Shipped.Names;

    public static Command Create()
    {
        var command = new ExampledCommand(
            "project",
            "Say what other products would take for the tasks of a run or of published figures, from laws learnt from published figures",
            "project lab.json --onto h20,910b2",
            "project h100 --onto h20 --kind gemm --dtype bf16",
            "project a100 --onto h100,h20 --model llama-3-70b --links a800");
        command.Arguments.Add(Subject);
        command.Options.Add(OntoOption);
        command.Options.Add(LinksOption);
        command.Options.Add(DevicesOption);
        Filters.AddTo(command);
        Format.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var devices = parsed.GetValue(DevicesOption);
        if (devices is < LeastDevices or > MostDevices)
            throw UserError.Usage(
                FormattableString.Invariant($"--tp {devices}: use a number of devices from {LeastDevices} to {MostDevices}"));
        if (parsed.GetResult(DevicesOption) is { Implicit: false } && parsed.GetValue(LinksOption) is null)
            throw UserError.Usage("--tp needs --links NAME, the product whose links are used");
        var onto = Onto(parsed.GetValue(OntoOption));
        var subject = SubjectOf(parsed.GetValue(Subject)!, Filters.Get(parsed));
        var normalizer = ShippedFigures.Read();
        var links = parsed.GetValue(LinksOption) is { } name
            ? new LinkModel(normalizer.Projector, normalizer.Figures.All, normalizer.Names.Resolve(name), devices)
            : null;
        Output.Write(
            ProjectionReport.Of(subject, onto, normalizer, ValidationTables.Read(new EmbeddedFiles()), links), Format.Get(parsed));
        return (int)ExitCode.Ok;
    }

    /// <exception cref="UserError">Exit code 2: an unknown name, or no name.</exception>
    private static IReadOnlyList<VariantId> Onto(string? text)
    {
        IEnumerable<string> names = text?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            ?? ResultNormalizer.DefaultAgainst.AsEnumerable();
        return names.Any()
            ? [.. names.Select(Names.Resolve).Distinct()]
            : throw UserError.Usage($"--onto: name products, e.g. {string.Join(',', ResultNormalizer.DefaultAgainst)}");
    }

    /// <summary>An argument is a file if it exists or ends with .json.</summary>
    private static ProjectionSubject SubjectOf(string text, FigureQuery query)
    {
        if (File.Exists(text) || text.EndsWith(ResultsEnding, StringComparison.OrdinalIgnoreCase))
            return OfFile(text, query);
        if (Names.Find(text) is not { } product)
            throw UserError.Usage($"project: '{text}' is no file, and {Names.WhyUnknown(text)}");
        var normalizer = ShippedFigures.Read();
        query.RequireKnown(normalizer.Data);
        var subject = ProjectionSubject.Of(product, query, normalizer);
        return subject.Tasks.Count > 0
            ? subject
            : throw UserError.Usage(
                $"project: {text}: no figure of a task is published{(query.IsSet ? " that these options select" : "")}");
    }

    private static ProjectionSubject OfFile(string file, FigureQuery query)
    {
        if (query.IsSet)
            throw UserError.Usage(
                "project: --quantity, --kind, --model and --dtype select published figures; "
                + "they need an accelerator, not a results file");
        var document = ResultFile.Read(file, WorkloadDefinitions.All);
        var subject = ProjectionSubject.Of(file, document, new ResultNormalizer(ShippedFigures.Read(), []));
        return subject.Tasks.Count > 0
            ? subject
            : throw UserError.BadInput($"{file}: no row of a published kind of work has a value, so there is nothing to project");
    }
}
