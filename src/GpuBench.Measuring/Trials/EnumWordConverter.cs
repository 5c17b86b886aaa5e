using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

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
