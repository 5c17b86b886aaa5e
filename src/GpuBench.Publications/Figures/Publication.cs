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
