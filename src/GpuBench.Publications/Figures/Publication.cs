using System.Text.Json.Nodes;

namespace GpuBench.Publications.Figures;

/// <summary>One file of results/published: a source and the figures that it prints. The file's name is the slug.</summary>
public sealed record Publication
{
    public required int SchemaVersion { get; init; }

    public required Source Source { get; init; }

    /// <summary>Fields that figures have unless they override them (<see cref="Data.MergePatch"/>).</summary>
    public JsonObject? Shared { get; init; }

    /// <summary>As written in the file, without the shared fields.</summary>
    public required IReadOnlyList<JsonObject> Figures { get; init; }
}

/// <summary>The document that printed the figures.</summary>
public sealed record Source
{
    public required string Title { get; init; }

    public string? Publisher { get; init; }

    public int? Year { get; init; }

    public string? Url { get; init; }

    /// <summary>Reason for a missing address: <c>not-needed</c>, <c>to-be-sourced</c>, <c>not-recorded</c>, <c>name-only</c>.</summary>
    public string? UrlStatus { get; init; }

    public required string Kind { get; init; }

    /// <summary>The document that was read, with its revision if it has one.</summary>
    public string? ReadAt { get; init; }

    /// <summary>
    /// 1: vendor, or MLPerf. 2: paper. 3: vendor or engineering blog or repository. 4: community repository or issue.
    /// 5: press. 6: own arithmetic over several sources, or memory.
    /// </summary>
    public required int Tier { get; init; }
}
