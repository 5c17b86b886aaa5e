using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Torch.SelfTest;

/// <summary>What a libtorch did when it was tried, as the child process prints it on one line.</summary>
/// <param name="LoadFailure">Why it did not load; null when it did.</param>
/// <param name="MappedLibraries">Every <c>libc10.so</c> and <c>libtorch_cpu.so</c> that the kernel lists in the child's memory, links resolved.</param>
/// <param name="Failures">What it did otherwise than it must, a sentence each; empty when it can be trusted.</param>
public sealed record LibTorchSelfTestReport(string? LoadFailure, IReadOnlyList<string> MappedLibraries, IReadOnlyList<string> Failures)
{
    [JsonIgnore]
    public bool Passed => LoadFailure is null && Failures.Count == 0;

    public string ToLine() => JsonSerializer.Serialize(this);

    /// <returns>Null for a line that is none.</returns>
    public static LibTorchSelfTestReport? FromLine(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<LibTorchSelfTestReport>(line) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
