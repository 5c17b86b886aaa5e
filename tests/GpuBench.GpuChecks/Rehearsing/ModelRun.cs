using System.Globalization;

namespace GpuBench.GpuChecks.Rehearsing;

/// <summary>
/// A command line of <c>gpubench run</c> on a machine without torch. The names of the engine, and of workloads and axes that only torch
/// has, are checked here. The program plans the rest for what is available.
/// </summary>
internal static class ModelRun
{
    private static readonly string[] Engines = ["torchsharp", "torch-stable"];
    private static readonly string[] Workloads = ["prefill", "decode"];

    /// <summary>The axes of models, and the values that checks may ask for. Null: a whole number.</summary>
    private static readonly IReadOnlyDictionary<string, string[]?> Axes = new Dictionary<string, string[]?>
    {
        ["model"] = ["llama3-8b", "qwen3-8b", "qwen3-1.7b"],
        ["b"] = null,
        ["context"] = null,
        ["steps"] = null,
        ["prompt"] = null,
        ["launch"] = ["single", "graph"],
        ["weights"] = ["same", "int8"],
    };

    /// <returns>What is wrong with the axes of a model; null if nothing is, or if the run has no model.</returns>
    public static string? Fault(string[] arguments) => HasModel(arguments)
        ? ModelAxes(arguments).SelectMany(axis => axis.Values.Where(value => !IsKnown(axis.Name, value))
            .Select(value => $"--axis {axis.Name}={value}: no check has such a model")).FirstOrDefault()
        : null;

    public static IEnumerable<string> WithoutTorch(string[] arguments)
    {
        var hasModel = HasModel(arguments);
        for (var index = 0; index < arguments.Length; index++)
        {
            var (option, word) = (index > 0 ? arguments[index - 1] : "", arguments[index]);
            if (hasModel && word == "--axis" && index + 1 < arguments.Length && Axes.ContainsKey(NameOf(arguments[index + 1])))
                index++;
            else if (option == "--engine" && Engines.Contains(word))
                yield return "ilgpu";
            else
                yield return option == "--workload" ? OthersOf(word) : word;
        }
    }

    private static bool HasModel(string[] arguments) => arguments.Zip(arguments.Skip(1))
        .Any(pair => pair.First == "--workload" && pair.Second.Split(',').Intersect(Workloads).Any());

    /// <summary>Words that are not workloads remain, so that the program refuses them.</summary>
    private static string OthersOf(string workloads) =>
        string.Join(',', workloads.Split(',').Except(Workloads).DefaultIfEmpty("matmul"));

    private static IEnumerable<(string Name, string[] Values)> ModelAxes(string[] arguments) => arguments.Zip(arguments.Skip(1))
        .Where(pair => pair.First == "--axis" && Axes.ContainsKey(NameOf(pair.Second)))
        .Select(pair => (NameOf(pair.Second), pair.Second[(NameOf(pair.Second).Length + 1)..].Split(',')));

    private static string NameOf(string axis) => axis.Contains('=', StringComparison.Ordinal) ? axis.Split('=')[0] : "";

    private static bool IsKnown(string axis, string value) => Axes[axis] is { } words
        ? words.Contains(value)
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
}
