using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring;

/// <summary>The words of an enum as they stand in files and on the command line: one spelling everywhere.</summary>
public static class EnumText
{
    /// <summary>The word of <paramref name="value"/>, e.g. <c>fp8-e4m3</c>.</summary>
    public static string Text<T>(this T value) where T : struct, Enum => Table<T>.Words[value];

    /// <summary>All words of the enum, in declaration order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Text)];

    /// <returns>Whether <paramref name="word"/> is one of the enum's words; case does not matter.</returns>
    public static bool TryParse<T>(string word, out T value) where T : struct, Enum =>
        Table<T>.Values.TryGetValue(word, out value);

    /// <exception cref="UserError">Exit code 2: the word is not one of the enum's; the message lists them.</exception>
    public static T Parse<T>(string word, string what) where T : struct, Enum =>
        TryParse<T>(word, out var value)
            ? value
            : throw UserError.Usage($"{what}: '{word}' is not known; use one of {string.Join(", ", All<T>())}");

    private static class Table<T> where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Words = typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToFrozenDictionary(
                field => (T)field.GetValue(null)!,
                field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

        public static readonly FrozenDictionary<string, T> Values =
            Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);
    }
}

/// <summary>An enum as its word, and as nothing else: a number would mean another word in the next version.</summary>
public sealed class EnumWordConverter<T> : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        var word = reader.GetString()!;
        return EnumText.TryParse<T>(word, out var value) ? value : throw new UnknownWordException(word, EnumText.All<T>());
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text());
}

/// <summary>A word stands in a file that this version does not have: a newer one may have written it, or somebody misspelt it.</summary>
public sealed class UnknownWordException(string word, IReadOnlyList<string> known)
    : JsonException($"'{word}' is not known to this version, which knows {string.Join(", ", known)}; update gpubench, or correct the word")
{
    public string Word { get; } = word;
}
