using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>A coordinate as a JSON number or string.</summary>
internal sealed class AxisValueJsonConverter : JsonConverter<AxisValue>
{
    public override AxisValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Number ? new(reader.GetInt64()) : new(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, AxisValue value, JsonSerializerOptions options) =>
        Write(writer, value);

    public static void Write(Utf8JsonWriter writer, AxisValue value)
    {
        if (value.IsWord)
            writer.WriteStringValue(value.ToString());
        else
            writer.WriteNumberValue(value.Number);
    }
}
