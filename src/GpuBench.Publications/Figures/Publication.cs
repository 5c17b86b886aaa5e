using System.Text.Json.Nodes;

namespace GpuBench.Publications.Figures;

/// <summary>One file of results/published: a source, once, and the figures it prints. The file's name is its slug.</summary>
public sealed record Publication
{
    public required int SchemaVersion { get; init; }

    public required Source Source { get; init; }

    /// <summary>Fields that every figure has unless it says otherwise (<see cref="Data.MergePatch"/>).</summary>
    public JsonObject? Shared { get; init; }

    /// <summary>As they stand in the file: without what they share.</summary>
    public required IReadOnlyList<JsonObject> Figures { get; init; }
}

/// <summary>Where figures were printed.</summary>
public sealed record Source
{
    public required string Title { get; init; }

    public string? Publisher { get; init; }

    public int? Year { get; init; }

    public string? Url { get; init; }

    /// <summary>Why there is no address: <c>not-needed</c>, <c>to-be-sourced</c>, <c>not-recorded</c>, <c>name-only</c>.</summary>
    public string? UrlStatus { get; init; }

    public required string Kind { get; init; }

    /// <summary>What was opened, with its revision where it has one.</summary>
    public string? ReadAt { get; init; }

    /// <summary>
    /// 1: vendor, or MLPerf. 2: paper. 3: vendor or engineering blog or repository. 4: community repository or issue.
    /// 5: press. 6: own arithmetic over several sources, and memory.
    /// </summary>
    public required int Tier { get; init; }
}
