using System.Text.Json;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class JsonProblemTests
{
    [Theory]
    [InlineData("""{"low": 1}""", "$ lacks 'high'")]
    [InlineData("""{"low": 1, "high": "much"}""", "$.high has an invalid value")]
    [InlineData("""{"low": 1, "high": null}""", "$.high has an invalid value")]
    [InlineData("{\n\"low\": 1,\n\"high\": x}", "$.high on line 3: 'x' is an invalid start of a value")]
    [InlineData("[]", "$ has an invalid value")]
    public void The_message_contains_the_place_and_the_defect_but_no_type_of_this_program(string json, string expected)
    {
        var cause = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Range>(json, Options));
        Assert.Equal(expected, JsonProblem.Of(cause));
    }

    [Fact]
    public void An_entry_without_a_kind_is_reported_as_of_an_unknown_kind()
    {
        var cause = Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<JournalEntry>("""{"key": "x"}""", Options));
        Assert.Equal("of an unknown kind", JsonProblem.Of(cause));
    }

    private static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    private sealed record Range(double Low, double High);
}
