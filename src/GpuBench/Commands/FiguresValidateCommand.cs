using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Validating;
using GpuBench.Reports.Figures;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Validates projections: predicts published figures that the laws have not seen.</summary>
internal static class FiguresValidateCommand
{
    private static readonly Option<string?> Folder =
        new("--data") { Description = "Results folder with the figures, instead of those in the program", HelpName = "DIR" };
    private static readonly Option<bool> Write = new("--write")
    {
        Description = "Store what was learnt and validated in the folder of --data (projection.json and validation.json)",
    };
    private static readonly Option<int?> Show = new("--show")
    {
        Description = "Also show this many predicted figures beside the published ones, spread over classes and products",
        HelpName = "N",
    };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "validate",
            "Validate the projections: learn the laws without some published figures, predict those, and count the errors. "
                + "Exit code 1 if the result differs from the stored one",
            "figures validate",
            "figures validate --show 25",
            "figures validate --data results --write");
        command.Options.Add(Folder);
        command.Options.Add(Write);
        command.Options.Add(Show);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(Folder);
            if (parsed.GetValue(Write) && folder is null)
                throw UserError.Usage("figures validate: --write needs --data, the results folder that it writes to");
            if (parsed.GetValue(Show) is <= 0)
                throw UserError.Usage("figures validate: --show needs a number of figures, 1 or more");
            IDataFiles files = folder is null ? new EmbeddedFiles() : new FolderFiles(folder);
            var normalizer = folder is null ? ShippedFigures.Read() : new Normalizer(PublishedData.Read(files));
            var examples = ProjectionLaws.All.Select(law => Examples.Of(law, normalizer.Figures.All, normalizer.Projector.Sheets)).ToList();
            var validator = new Validator(examples);
            var table = validator.Table();
            var model = ProjectionModels.Learn(examples, table);
            IReadOnlyList<string> differences = [];
            if (parsed.GetValue(Write))
                ProjectionFiles.Write(folder!, model, table);
            else
                differences =
                [
                    .. ProjectionCheck.Differences(ProjectionModels.Read(files), model),
                    .. ProjectionCheck.Differences(ValidationTables.Read(files), table),
                ];
            Output.Write(
                FigureValidationReport.Of(table, model, [.. validator.Select(parsed.GetValue(Show) ?? 0)], differences), Format.Get(parsed));
            return (int)(differences.Count == 0 ? ExitCode.Ok : ExitCode.Failed);
        });
        return command;
    }
}
