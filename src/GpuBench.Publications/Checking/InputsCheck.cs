using GpuBench.Publications.Figures;

namespace GpuBench.Publications.Checking;

/// <summary>A computed figure is worth what the figures are worth that it was computed from.</summary>
public sealed class InputsCheck : IFigureCheck
{
    private const string Recalled = "recalled";

    public string Name => "inputs exist, and what rests on a recalled figure is recalled";

    public CheckResult Run(CheckedData data) => CheckResult.Of(
        Name,
        "inputs",
        data.Data.Figures.SelectMany(figure => figure.Inputs.Select(input => (figure, input))),
        pair => Look(data, pair.figure, pair.input));

    private static IEnumerable<CheckFinding> Look(CheckedData data, PublishedFigure figure, string input)
    {
        var found = data.Data.Find(input);
        if (found is null)
            yield return data.Finding(figure, $"its input {input} does not exist", "correct the id, or add the figure");
        else if (found.Confidence == Recalled && figure.Confidence != Recalled)
            yield return data.Finding(
                figure, $"its input {input} is recalled, itself is {figure.Confidence}", "make it recalled, or find a source for the input");
    }
}
