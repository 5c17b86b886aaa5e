using GpuBench.Publications.Normalising.Rules;
using GpuBench.Publications.Projecting.Products;

namespace GpuBench.Publications.Projecting.Laws;

/// <summary>
/// The time of a class of tasks as a function of the task and of a product's nominal figures. Its coefficients are learnt from published
/// figures, and are the same for all products.
/// </summary>
public abstract class ProjectionLaw
{
    /// <summary>E.g. <c>gemm</c>.</summary>
    public abstract string Name { get; }

    public abstract IReadOnlyList<Coefficient> Coefficients { get; }

    /// <summary>
    /// Groups of figures that may deviate together from the law, for reasons that it does not know.
    /// </summary>
    public abstract IReadOnlyList<string> Effects { get; }

    /// <summary>Index in <see cref="Effects"/> of the one that tells products apart.</summary>
    public abstract int ProductEffect { get; }

    /// <param name="observation">A published figure or a measured row.</param>
    /// <returns>Its task, or the reason why the law does not speak of it; null if it is of another kind.</returns>
    public abstract TaskReading? Read(Observation observation);

    /// <summary>The reason why the product's nominal figures do not suffice; null if they do.</summary>
    public abstract string? MissingFigure(ProjectedTask task, ProductSheet product);

    /// <summary>Seconds of the task, all devices together.</summary>
    /// <param name="values">Values of <see cref="Coefficients"/>.</param>
    public abstract double Seconds(ReadOnlySpan<double> values, ProjectedTask task, ProductSheet product);

    /// <summary>Seconds that the task takes at nominal rates. Nothing is faster.</summary>
    public abstract double RoofSeconds(ProjectedTask task, ProductSheet product);

    /// <summary>The group of each of <see cref="Effects"/>.</summary>
    /// <param name="publication">Empty for a task of no publication.</param>
    public abstract string[] GroupsOf(ProjectedTask task, ProductSheet product, string publication);

    /// <summary>Forms of the task in which a product may do it, if the task leaves that open. The fastest counts.</summary>
    /// <param name="groups">Number of figures of each group of the last effect.</param>
    /// <returns>Null if the task is definite; empty if none is published.</returns>
    public virtual IReadOnlyList<ProjectedTask>? Choices(ProjectedTask task, ProductSheet product, IReadOnlyDictionary<string, int> groups) =>
        null;

    /// <summary>The larger of two times, and a little more where they are alike: the fourth root of the sum of fourth powers.</summary>
    protected static double Larger(double one, double other)
    {
        var (a, b) = (one * one, other * other);
        return Math.Sqrt(Math.Sqrt((a * a) + (b * b)));
    }
}

/// <summary>A task in the terms of its law.</summary>
public abstract record ProjectedTask
{
    /// <summary>Tasks whose errors are counted together, e.g. <c>gemm</c> or <c>prefill</c>.</summary>
    public abstract string Class { get; }

    /// <summary>A part of the class whose errors are also counted alone; null for none.</summary>
    public virtual string? Subset => null;

    /// <summary>Tasks of one size, for the validation that leaves out a size.</summary>
    public abstract string Size { get; }

    /// <summary>Work in the unit of the observation's value. The value is this over seconds.</summary>
    public required double Amount { get; init; }

    /// <summary>What the product must use for the projection to hold, e.g. <c>flash-attention-3</c>; null if it is one way only.</summary>
    public virtual string? Engine => null;

    /// <summary>The unit whose rate limits the task, where a class uses several, e.g. <c>16 bit</c>.</summary>
    public virtual string Unit => "";

    /// <summary>Sizes of the task. Beyond those of the figures a projection is an extrapolation.</summary>
    public abstract IReadOnlyList<Extent> Extents { get; }
}

/// <summary>One size of a task, or its range over figures.</summary>
/// <param name="Name">E.g. <c>K</c>.</param>
public sealed record Extent(string Name, double Low, double High)
{
    public static Extent At(string name, double value) => new(name, value, value);
}

/// <summary>A task, or the reason why no law speaks of it.</summary>
public readonly record struct TaskReading(ProjectedTask? Task, string? Refusal)
{
    public static TaskReading Of(ProjectedTask task) => new(task, null);

    public static TaskReading Refuse(string why) => new(null, why);
}

/// <summary>A coefficient of a law.</summary>
/// <param name="Meaning">In words, with the unit of its exponential where it has one.</param>
/// <param name="Prior">What is assumed without figures.</param>
/// <param name="Spread">Standard deviation of the prior.</param>
/// <param name="IsLogarithm">The quantity is the exponential of the value.</param>
public sealed record Coefficient(string Name, string Meaning, double Prior, double Spread, bool IsLogarithm = true);
