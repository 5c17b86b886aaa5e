using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>A point as a JSON object, axes in order.</summary>
internal sealed class PointJsonConverter : JsonConverter<Point>
{
    public override Point Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var point = new Point();
        using var json = JsonDocument.ParseValue(ref reader);
        foreach (var member in json.RootElement.EnumerateObject())
            point.Add(member.Name, member.Value.ValueKind == JsonValueKind.Number
                ? member.Value.TryGetInt64(out var number) ? number : throw new JsonException()
                : member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw new JsonException());
        return point;
    }

    public override void Write(Utf8JsonWriter writer, Point value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, coordinate) in value)
        {
            writer.WritePropertyName(name);
            AxisValueJsonConverter.Write(writer, coordinate);
        }
        writer.WriteEndObject();
    }
}
