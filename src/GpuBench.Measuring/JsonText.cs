using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GpuBench.Measuring;

/// <summary>Parses all JSON from outside this process: files, journals, and the lines between processes.</summary>
public static class JsonText
{
    /// <summary>
    /// Below the limit for writing (64): a round of the journal is nested deeper in a results document, and a newer version may have added
    /// members.
    /// </summary>
    private const int MaxDepth = 48;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <param name="text">UTF-8, with or without byte order mark.</param>
    /// <exception cref="JsonFault">The text is not JSON, or does not match the type.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type)
    {
        var json = Whole(text, new() { MaxDepth = MaxDepth }, isOwnFormat: true);
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonFault("the document is null");
        }
        catch (Exception cause) when (cause is JsonException or NotSupportedException)
        {
            throw new JsonFault(JsonProblem.Of(cause), cause);
        }
    }

    /// <inheritdoc cref="Parse{T}(ReadOnlySpan{byte}, JsonTypeInfo{T})"/>
    public static T Parse<T>(string text, JsonTypeInfo<T> type) => Parse(Encoding.UTF8.GetBytes(text), type);

    /// <summary>The text of a file, without byte order mark.</summary>
    /// <exception cref="JsonFault">The text is empty or not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(Utf8(text));

    /// <summary>Parses a document without a type. The caller disposes it.</summary>
    /// <param name="lenient">Whether comments and trailing commas are allowed.</param>
    /// <exception cref="JsonFault">The text is not JSON.</exception>
    public static JsonDocument Document(ReadOnlyMemory<byte> text, bool lenient = false)
    {
        var options = lenient
            ? new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }
            : default;
        var json = Whole(text.Span, options, isOwnFormat: false);
        return JsonDocument.Parse(
            text[^json.Length..], new() { CommentHandling = options.CommentHandling, AllowTrailingCommas = options.AllowTrailingCommas });
    }

    /// <returns>The text without byte order mark.</returns>
    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> text, JsonReaderOptions options, bool isOwnFormat)
    {
        var json = Utf8(text);
        JsonGuard.Check(json, options, isOwnFormat);
        return json;
    }

    /// <summary>The text of a file, without byte order mark.</summary>
    /// <exception cref="JsonFault">The text is empty or not UTF-8.</exception>
    internal static ReadOnlySpan<byte> Utf8(ReadOnlySpan<byte> text)
    {
        var json = text.StartsWith(ByteOrderMark) ? text[ByteOrderMark.Length..] : text;
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            throw new JsonFault("it is empty; copy it again");
        if (WideEncoding(json) is { } encoding)
            throw new JsonFault($"it is {encoding} text; save it as UTF-8");
        return System.Text.Unicode.Utf8.IsValid(json) ? json : throw new JsonFault($"{FirstBadByte(json)}; save it as UTF-8");
    }

    /// <summary>Detects the encoding by the byte order mark, or by the zeros beside the first character, which is ASCII in JSON.</summary>
    private static string? WideEncoding(ReadOnlySpan<byte> text) => text switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] or [_, 0, 0, 0, ..] or [0, 0, 0, _, ..] => "UTF-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [_, 0, ..] or [0, _, ..] => "UTF-16",
        _ => null,
    };

    private static string FirstBadByte(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(text[at..], out _, out var length) == OperationStatus.Done)
            at += length;
        return string.Create(
            CultureInfo.InvariantCulture, $"the byte 0x{text[at]:X2} on line {text[..at].Count((byte)'\n') + 1} is not UTF-8");
    }
}

/// <summary>Describes an error in a JSON file to its author. The serializer's own messages name types of this program.</summary>
public static class JsonProblem
{
    /// <returns>E.g. <c>$.rows[0].unit on line 12 has an invalid value</c>.</returns>
    public static string Of(Exception cause)
    {
        if (cause is not JsonException problem)
            return "of an unknown kind";
        if (problem.Path is not { } path)
            return problem.Message;
        var line = problem.LineNumber > 0 ? $" on line {problem.LineNumber + 1}" : "";
        if (problem is UnknownWordException)
            return $"{path}{line}: {problem.Message}";
        // The inner exception is from the reader: the text is not JSON.
        return problem.InnerException is JsonException syntax
            ? $"{path}{line}: {Before(syntax.Message, " LineNumber:").TrimEnd('.')}"
            : $"{path}{line} {Defect(problem.Message)}";
    }

    private static string Defect(string message) => message switch
    {
        _ when After(message, "required properties including: ") is { } names => $"lacks {names.TrimEnd('.')}",
        _ when message.Contains("could not be mapped", StringComparison.Ordinal) => "is not known",
        _ when message.Contains("unrecognized type discriminator", StringComparison.Ordinal) => "is of an unknown kind",
        _ when message.Contains("allow null values", StringComparison.Ordinal) => "is null",
        _ => "has an invalid value",
    };

    private static string Before(string text, string mark) => text.Split(mark)[0];

    private static string? After(string text, string mark) => text.Split(mark) is [_, var rest] ? rest : null;
}

/// <summary>Invalid JSON. The message names the member, the error and the remedy.</summary>
public sealed class JsonFault(string message, Exception? cause = null) : Exception(message, cause);
