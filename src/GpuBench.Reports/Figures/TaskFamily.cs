using System.Globalization;
using GpuBench.Publications.Coverage;

namespace GpuBench.Reports.Figures;

/// <summary>Published tasks of one kind of work that differ in one field or two, in one line.</summary>
/// <param name="Title">The table that the line belongs to.</param>
/// <param name="Text">What the tasks have in common, and the values in which they differ.</param>
/// <param name="Type">Type of the operands.</param>
/// <param name="Measured">The suite, or <c>no:</c> with the reasons.</param>
internal sealed record TaskFamily(string Title, string Text, string Type, string Measured, IReadOnlyList<FigureTask> Tasks)
{
    public static IReadOnlyList<TaskFamily> Of(IReadOnlyList<FigureTask> tasks) =>
    [
        .. from task in tasks
           let fold = TaskFold.Of(task)
           group (task, fold.Point) by (Shared: fold with { Point = "" }, Measured: MeasuredBy(task)) into family
           let shared = family.Key.Shared
           orderby TaskFold.OrderOf(shared.Title), shared == TaskFold.NotDivided(shared.Title), shared.Common, shared.Type,
               family.Key.Measured
           select new TaskFamily(
               shared.Title, Written(shared, family.Select(one => one.Point)), shared.Type, family.Key.Measured,
               [.. family.Select(one => one.task)]),
    ];

    private static string MeasuredBy(FigureTask task) => task.Suite ?? $"no: {string.Join(", ", task.Reasons)}";

    private static string Written(TaskFold shared, IEnumerable<string> points)
    {
        var list = points.Distinct().OrderBy(Last).ThenBy(First).ThenBy(point => point, StringComparer.Ordinal).ToList();
        if (shared.Variable.Length == 0)
            return string.Join(": ", new[] { shared.Common, string.Join(", ", list) }.Where(part => part.Length > 0));
        return list.Count == 1
            ? list[0] + shared.Common[shared.Variable.Length..]
            : $"{shared.Common}; {shared.Variable} = {string.Join(", ", list)}";
    }

    private static double First(string point) => Number(point.Split('×')[0]);

    private static double Last(string point) => Number(point.Split('×')[^1]);

    private static double Number(string word) =>
        double.TryParse(word.TrimEnd('³'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}

/// <summary>How a task is written: what its family shares, and what its line lists.</summary>
/// <param name="Common">E.g. <c>m×24576×7168 NT</c>.</param>
/// <param name="Variable">The name of the point at the start of <paramref name="Common"/>, e.g. <c>m</c>; empty if it has none.</param>
/// <param name="Type">Type of the operands; empty if it is not shown.</param>
/// <param name="Point">E.g. <c>64</c>.</param>
internal sealed record TaskFold(string Title, string Common, string Variable, string Type, string Point)
{
    private const string Models = "Models";

    /// <summary>The kinds of the tables, in order. Every other kind is one of whole models.</summary>
    private static readonly (string Kind, string Title, Func<FigureTask, (string Common, string Variable, string Point)> Of)[] Kinds =
    [
        ("gemm", "Matrix multiply", MatMul),
        ("attention", "Attention", Attention),
        ("stream", "Device memory", task => (Rest(task, "op", "arrayBytes", "bytes", "elements"), "", Field(task, "op"))),
        ("link", "Links", task => (Rest(task, "op", "bytes"), "", Field(task, "op"))),
    ];

    public static TaskFold Of(FigureTask task)
    {
        var kind = Array.Find(Kinds, kind => kind.Kind == task.Kind);
        var title = kind.Title ?? Models;
        if (task.Reasons.Contains(FigureTask.NotDivided))
            return NotDivided(title);
        var (common, variable, point) = (kind.Of ?? Model)(task);
        return new(title, common, variable, task.Type ?? "", point);
    }

    /// <summary>All tasks of figures that must not be divided share a line, because many lack their shape.</summary>
    public static TaskFold NotDivided(string title) => new(title, "tasks of figures that are not structured, or from memory", "", "", "");

    /// <summary>Models come last.</summary>
    public static int OrderOf(string title) => Array.FindIndex(Kinds, kind => kind.Title == title) is >= 0 and var at ? at : Kinds.Length;

    private static (string, string, string) MatMul(FigureTask task)
    {
        var (m, n, k) = (Field(task, "m"), Field(task, "n"), Field(task, "k"));
        var rest = Rest(task, "m", "n", "k");
        return m == n && n == k ? (rest, "", $"{m}³") : (Words($"m×{n}×{k}", rest), "m", m);
    }

    /// <summary>Lists the batch and the length, which sources change together.</summary>
    private static (string, string, string) Attention(FigureTask task)
    {
        var (h, hkv) = (Field(task, "h"), Field(task, "hkv"));
        var (b, t, s) = (Field(task, "b"), Field(task, "t"), Field(task, "s"));
        var heads = $"h{h}{(h == hkv ? "" : $"/{hkv}")} d{Field(task, "d")}";
        var mask = Field(task, "causal") == "true" ? "causal" : "full";
        var (variable, point) = t == s ? ("b×t", $"{b}×{t}") : ("b×t×s", $"{b}×{t}×{s}");
        return (Words(variable, heads, mask, Rest(task, "b", "h", "hkv", "t", "s", "d", "causal")), variable, point);
    }

    /// <summary>Sources state many conditions of a server. The line has what is measured, and lists the models.</summary>
    private static (string, string, string) Model(FigureTask task) => (
        Words(task.Kind, task.Fields.GetValueOrDefault("phase", ""), task.Quantity.Name),
        "",
        task.Fields.GetValueOrDefault("benchmark") ?? Field(task, "model"));

    /// <summary>The other fields of the task; words without their names, and the pass unless it is forward.</summary>
    private static string Rest(FigureTask task, params string[] told) => Words(
    [
        .. task.Fields.Where(field => !told.Contains(field.Key) && field is not { Key: "pass", Value: "forward" })
            .Select(field => char.IsAsciiDigit(field.Value[0]) || field.Value is "unstated" ? $"{field.Key} {field.Value}" : field.Value),
    ]);

    private static string Field(FigureTask task, string name) => task.Fields.GetValueOrDefault(name, "?");

    private static string Words(params string[] words) => string.Join(' ', words.Where(word => word.Length > 0));
}
