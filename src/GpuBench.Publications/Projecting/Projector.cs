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
    /// <inheritdoc cref="ValidationRow.WidestInterval"/>
    public const double WidestInterval = ValidationRow.WidestInterval;

    /// <summary>
    /// Logarithm that is added to the half width for each factor e that a size lies outside the figures' range, of the size that is
    /// farthest outside. Chosen: 20 % for each doubling.
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
                return reading.Task is not { } task ? Projection.Refuse(product.Product, null, reading.Refusal!)
                    : MemoryNeed.Refusal(observation, task, product) is { } need ? Projection.Refuse(product.Product, task.Class, need)
                    : law.Project(task, product);
        return Projection.Refuse(
            product.Product, null,
            model is null ? $"results/{ProjectionModels.Slug}.json is missing"
            : observation.CrossesLink ? "a link has no law"
            : "no law is learnt for work of this kind");
    }

    /// <summary>What the law of language models learnt; null if nothing was.</summary>
    internal LawFit? ModelFit => _laws.Find(learnt => learnt.Law is ModelLaw)?.Fit;

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

        public LawFit Fit => _fit;

        public Projection Project(ProjectedTask task, ProductSheet product)
        {
            if (law.MissingFigure(task, product) is { } missing)
                return Projection.Refuse(product.Product, task.Class, missing);
            if (law.HostSecondsOfLayer([.. _fit.Values], task, product) is { } host)
                return HostBound(task, product, host);
            if (law.Choices(task, product, _groups) is { } choices)
            {
                return choices.Count == 0
                    ? Projection.Refuse(product.Product, task.Class, "no kernel of this kind is published for its family")
                    : choices.Select(choice => Of(choice, product))
                        .OrderBy(projection => projection.Refusal is not null).ThenBy(projection => projection.Seconds).First();
            }
            return Of(task, product);
        }

        private static Projection HostBound(ProjectedTask task, ProductSheet product, double layerSeconds) =>
            Projection.Refuse(product.Product, task.Class, FormattableString.Invariant(
                $"the host limits eager decoding, not the product: {layerSeconds * 1e6:0} µs a layer")) with
            {
                IsHostBound = true,
            };

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
            if (high <= roof)
                return Projection.Refuse(product.Product, task.Class, "the law is faster than the nominal roof");
            // Nothing is faster than the roof, so it cuts the interval.
            (seconds, low) = (Math.Max(seconds, roof), Math.Max(low, roof));
            if (law.Reservation(task) is { } reservation)
                remarks.Add(reservation);
            if (high / low > WidestInterval)
            {
                return Projection.Refuse(product.Product, task.Class, FormattableString.Invariant(
                    $"the interval is too wide: its upper end is {high / low:0.#} times its lower end (limit: {WidestInterval:0})"));
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
                widening = Math.Max(widening, WideningOutside * Math.Log(outside));
                remarks.Add(FormattableString.Invariant(
                    $"extrapolated: {extent.Name} {extent.Low:G3}, figures have {range.Low:G3} … {range.High:G3}"));
            }
            return widening;
        }

        private ShareModel? BestShare(ProjectedTask task, ProductSheet product) => learnt.BestShares.FirstOrDefault(
            share => share.Product == $"{product.Product}" && share.Class == task.Class && share.Unit == task.Unit);
    }
}
