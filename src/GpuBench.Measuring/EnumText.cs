using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring;

/// <summary>Converts between enum values and their words in files and on the command line.</summary>
public static class EnumText
{
    /// <summary>The word of <paramref name="value"/>, e.g. <c>fp8-e4m3</c>.</summary>
    public static string Text<T>(this T value) where T : struct, Enum => Words<T>.Table.Word(Unsafe.As<T, int>(ref value));

    /// <summary>All words of the enum, in declaration order.</summary>
    public static IReadOnlyList<string> All<T>() where T : struct, Enum => [.. Enum.GetValues<T>().Select(Text)];

    /// <returns>Whether <paramref name="word"/> is a word of the enum; case is ignored.</returns>
    public static bool TryParse<T>(string word, out T value) where T : struct, Enum
    {
        var isKnown = Words<T>.Table.TryParse(word, out var number);
        value = Unsafe.As<int, T>(ref number);
        return isKnown;
    }

    /// <exception cref="UserError">Exit code 2: the enum does not have the word; the message lists its words.</exception>
    public static T Parse<T>(string word, string what) where T : struct, Enum =>
        TryParse<T>(word, out var value)
            ? value
            : throw UserError.Usage($"{what}: '{word}' is not known; use one of {string.Join(", ", All<T>())}");

    private static class Words<T> where T : struct, Enum
    {
        public static readonly EnumWords Table = new(typeof(T));
    }
}

/// <summary>
/// The words of one enum. The type is not generic, because .NET compiles generic code again for every enum, which takes longer than all
/// conversions of a short command.
/// </summary>
internal sealed class EnumWords
{
    private readonly Dictionary<int, string> _words = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="type">An enum of <see cref="int"/>, each value with its word as an attribute.</param>
    public EnumWords(Type type)
    {
        if (type.GetEnumUnderlyingType() != typeof(int))
            throw new NotSupportedException($"{type.Name} is not an enum of int");
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var word = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name;
            var number = (int)field.GetRawConstantValue()!;
            _words.Add(number, word);
            _numbers.Add(word, number);
        }
    }

    public string Word(int number) => _words[number];

    public bool TryParse(string word, out int number) => _numbers.TryGetValue(word, out number);
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
