using System.Text;
using GpuBench.Measuring;
using GpuBench.Measuring.Journals;
using Xunit;

namespace GpuBench.Tests.Measuring;

/// <summary>Faults that every JSON reader of this project rejects.</summary>
public sealed class JsonTextTests
{
    private const string End = """{"type":"end","at":"2026-01-01T00:00:00+00:00"}""";

    private static string FaultOf(byte[] text) =>
        Assert.Throws<JsonFault>(() => JsonText.Parse(text, JournalJson.Default.JournalEntry)).Message;

    private static string FaultOf(string text) => FaultOf(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData(
        """{"type":"end","at":"2026-01-01T00:00:00Z","at":"2027-01-01T00:00:00Z"}""", "$.at: duplicate member; remove one")]
    [InlineData("""{"type":"end","at":"2026-01-01T00:00:00Z","a\u0074":1}""", "$.at: duplicate member")]
    [InlineData("{\"type\":\"end\",\n\"x\":[{\"y\":1},\n{\"y\":2,\"y\":3}]}", "$.x[1].y on line 3: duplicate member")]
    [InlineData("""{"type":"end","x":1e999}""", "$.x: 1e999 is outside the range of a double")]
    [InlineData("""{"type":"end","x":[0,-1e400]}""", "$.x[1]: -1e400 is outside the range of a double")]
    [InlineData("""{"type":"end","x":NaN}""", "$.x: 'N' is an invalid start of a value")]
    [InlineData("""{"type":"end","x":[1,null]}""", "$.x[1]: the element is null")]
    [InlineData("""{"type":"end","x":"\ud800"}""", "$.x: the text has half of a surrogate pair")]
    [InlineData("""{"type":"end","\udc00":1}""", ": a member's name has half of a surrogate pair")]
    [InlineData("""{"type":"end","at":"2026-""", "the text is incomplete; the file was cut off")]
    [InlineData("""{"type":"end",""", "the file was cut off")]
    [InlineData(" \r\n\t", "it is empty")]
    [InlineData("", "it is empty")]
    [InlineData("""{"type":"dance"}""", "is of an unknown kind")]
    [InlineData("""{"at":"2026-01-01T00:00:00Z"}""", "of an unknown kind")]
    [InlineData("null", "the document is null")]
    public void A_fault_names_the_member_and_says_what_to_do(string text, string expected) =>
        Assert.Contains(expected, FaultOf(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Text_in_UTF16_or_UTF32_is_reported_with_its_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in (byte[][])[encoding.GetBytes(End), [.. encoding.GetPreamble(), .. encoding.GetBytes(End)]])
            Assert.Contains($"it is {name[..6].ToUpperInvariant()} text; save it as UTF-8", FaultOf(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_that_is_not_UTF8_is_reported_with_its_line() =>
        Assert.Contains(
            "the byte 0xE9 on line 2 is not UTF-8; save it as UTF-8",
            FaultOf(Encoding.Latin1.GetBytes("{\n\"type\":\"é\"}")), StringComparison.Ordinal);

    [Fact]
    public void Too_deep_nesting_is_a_fault() =>
        Assert.Contains("nested deeper", FaultOf(new string('[', 100_000)), StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_is_accepted() =>
        Assert.IsType<RunEnded>(JsonText.Parse([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(End)], JournalJson.Default.JournalEntry));

    [Fact]
    public void The_same_name_in_two_objects_is_accepted() =>
        Assert.IsType<RunEnded>(JsonText.Parse(
            """{"type":"end","at":"2026-01-01T00:00:00Z","x":[{"y":1},{"y":{"y":2}}]}""", JournalJson.Default.JournalEntry));
}
