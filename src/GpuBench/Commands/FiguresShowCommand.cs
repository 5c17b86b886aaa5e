using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Publications.Figures;
using GpuBench.Publications.Normalising;
using GpuBench.Reports.Figures;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Everything about one published figure.</summary>
internal static class FiguresShowCommand
{
    private const int NearestIds = 5;

    private static readonly Argument<string> Id = new("ID") { Description = "As figures list and result tables print it" };
    private static readonly FormatOption Format = new();

    public static Command Create()
    {
        var command = new Command("show", "Show everything about one figure: source, method, interval, and whether it may be divided");
        command.Arguments.Add(Id);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            var normalizer = Normalizer.Shipped;
            var figure = normalizer.Data.Find(parsed.GetValue(Id)!) ?? throw Unknown(parsed.GetValue(Id)!, normalizer);
            Output.Write(FigureDetailReport.Of(FigureDetail.Of(figure, normalizer), normalizer.Names), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static UserError Unknown(string id, Normalizer normalizer) => UserError.Usage(
        $"no figure has the id '{id}'; the nearest: {string.Join(", ", NearestWords.To(id, normalizer.Data.Figures.Select(figure => figure.Id), NearestIds))}");
}
