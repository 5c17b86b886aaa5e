using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring;

/// <summary>Converts between enum values and their words in files and on the command line.</summary>
public static class EnumText
{
    /// <summary>The word of <paramref name="value"/>, e.g. <c>fp8-e4m3</c>.</summary>
    public static string Text<T>(this T value) where T : struct, Enum => Table<T>.Words[value];

    /// <summary>All words of the enum, in declaration order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Text)];

    /// <returns>Whether <paramref name="word"/> is a word of the enum; case is ignored.</returns>
    public static bool TryParse<T>(string word, out T value) where T : struct, Enum =>
        Table<T>.Values.TryGetValue(word, out value);

    /// <exception cref="UserError">Exit code 2: the enum does not have the word; the message lists its words.</exception>
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

/// <summary>Reads and writes an enum as its word. Numbers are refused: a number may mean another word in the next version.</summary>
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

/// <summary>A file contains an enum word that this version does not know: a newer version wrote it, or it is misspelt.</summary>
public sealed class UnknownWordException(string word, IReadOnlyList<string> known)
    : JsonException($"'{word}' is not known to this version, which knows {string.Join(", ", known)}; update gpubench, or correct the word")
{
    public string Word { get; } = word;
}
