using GpuBench.Publications.Accelerators;
using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Fitting;
using GpuBench.Publications.Projecting.Laws;
using GpuBench.Publications.Projecting.Model;
using GpuBench.Publications.Projecting.Products;
using GpuBench.Publications.Projecting.Validating;

namespace GpuBench.Publications.Projecting;

/// <summary>Says what another product would take for a task. Immutable apart from caches; not thread-safe.</summary>
/// <param name="model">What was learnt; null if nothing was.</param>
public sealed class Projector(ProjectionModel? model, ProductSheets sheets)
{
    /// <summary>A wider interval, highest over lowest, does not answer a question.</summary>
    public const double WidestInterval = 4;

    /// <summary>
    /// Logarithm that is added to the half width for each factor e that a size lies outside the figures' range. Chosen: 20 % for each
    /// doubling.
    /// </summary>
    private const double WideningOutside = 0.26;

    private readonly List<LearntLaw> _laws =
        [.. (model?.Laws ?? []).Select(learnt => new LearntLaw(LawOf(learnt.Law), learnt))];

    public ProductSheets Sheets => sheets;

    /// <param name="observation">A measured row, or a published figure of a task.</param>
    /// <returns>Always a projection; <see cref="Projection.Refusal"/> says why there is no time.</returns>
    public Projection Of(Observation observation, VariantId onto)
    {
        var product = sheets.Of(onto);
        foreach (var law in _laws)
            if (law.Law.Read(observation) is { } reading)
                return reading.Task is { } task
                    ? law.Project(task, product)
                    : Projection.Refuse(product.Product, null, reading.Refusal!);
        return Projection.Refuse(
            product.Product, null,
            model is null ? $"results/{ProjectionModels.Slug}.json is missing"
            : observation.CrossesLink ? "a link has no law"
            : "no law is learnt for work of this kind");
    }

    private static ProjectionLaw LawOf(string name) => ProjectionLaws.All.Single(law => law.Name == name);

    /// <summary>A law with what it learnt, ready for tasks.</summary>
    private sealed class LearntLaw(ProjectionLaw law, LawModel learnt)
    {
        private readonly LawFit _fit = ProjectionModels.FitOf(law, learnt);
        private readonly HashSet<string> _families = [.. learnt.Families];

        private readonly HashSet<string> _knownProducts =
        [
            .. learnt.Effects[law.ProductEffect].Groups
                .Where(group => group.Figures >= KnownProducts.MinFigures && group.Publications >= KnownProducts.MinPublications)
                .Select(group => group.Name),
        ];

        private readonly Dictionary<string, int> _groups =
            learnt.Effects[^1].Groups.ToDictionary(group => group.Name, group => group.Figures);

        public ProjectionLaw Law => law;

        public Projection Project(ProjectedTask task, ProductSheet product)
        {
            if (law.MissingFigure(task, product) is { } missing)
                return Projection.Refuse(product.Product, task.Class, missing);
            if (law.Choices(task, product, _groups) is { } choices)
            {
                return choices.Count == 0
                    ? Projection.Refuse(product.Product, task.Class, "no kernel of this kind is published for its family")
                    : choices.Select(choice => Of(choice, product)).MinBy(projection => projection.Seconds)!;
            }
            return Of(task, product);
        }

        private Projection Of(ProjectedTask task, ProductSheet product)
        {
            var groups = law.GroupsOf(task, product, publication: "");
            var isKnown = _knownProducts.Contains(groups[law.ProductEffect]);
            var question = isKnown ? Question.Publication
                : _families.Contains(product.Family) ? Question.Accelerator
                : Question.Family;
            var prediction = _fit.Predict(Math.Log(law.Seconds([.. _fit.Values], task, product)), groups, isKnown);
            List<string> remarks = [];
            var half = (WidthOf(question, task.Class) * prediction.Deviation) + Widening(task, remarks);
            var roof = law.RoofSeconds(task, product);
            var (seconds, low, high) = (
                Math.Exp(prediction.Centre), Math.Exp(prediction.Centre - half), Math.Exp(prediction.Centre + half));
            if (seconds < roof)
                remarks.Add("the law is faster than the nominal roof, which is taken instead");
            else if (BestShare(task, product) is { } best && roof / seconds > best.Share)
                remarks.Add(FormattableString.Invariant(
                    $"{100 * roof / seconds:0} % of the nominal roof, above the best published {100 * best.Share:0} % ({best.Figure})"));
            (seconds, low, high) = (Math.Max(seconds, roof), Math.Max(low, roof), Math.Max(high, roof));
            if (high / low > WidestInterval)
            {
                return Projection.Refuse(product.Product, task.Class, FormattableString.Invariant(
                    $"the interval would be {high / low:0.#} times as high as low, and more than {WidestInterval:0} says little"));
            }
            return new()
            {
                Onto = product.Product,
                Class = task.Class,
                Seconds = seconds,
                SecondsInterval = new(low, high),
                Value = task.Amount / seconds,
                ValueInterval = new(task.Amount / high, task.Amount / low),
                Question = question,
                Engine = task.Engine,
                Remarks = remarks,
                Task = task,
            };
        }

        private double WidthOf(Question question, string taskClass) =>
            (learnt.Widths.FirstOrDefault(width => width.Question == question && width.Class == taskClass)
                ?? learnt.Widths.First(width => width.Question == question && width.Class is null)).Factor;

        private double Widening(ProjectedTask task, List<string> remarks)
        {
            if (learnt.Ranges.FirstOrDefault(range => range.Class == task.Class) is not { } figures)
                return 0;
            var widening = 0.0;
            foreach (var extent in task.Extents)
            {
                var range = figures.Extents.First(range => range.Name == extent.Name);
                var outside = Math.Max(range.Low / extent.Low, extent.High / range.High);
                if (outside <= 1)
                    continue;
                widening += WideningOutside * Math.Log(outside);
                remarks.Add(FormattableString.Invariant(
                    $"extrapolated: {extent.Name} {extent.Low:G3}, figures have {range.Low:G3} … {range.High:G3}"));
            }
            return widening;
        }

        private ShareModel? BestShare(ProjectedTask task, ProductSheet product) => learnt.BestShares.FirstOrDefault(
            share => share.Product == $"{product.Product}" && share.Class == task.Class && share.Unit == task.Unit);
    }
}
