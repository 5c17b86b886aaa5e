using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>Values of the axes of a workload, e.g. <c>m=512,n=512,k=512</c>. Axes keep their order.</summary>
[JsonConverter(typeof(PointJsonConverter))]
public sealed class Point : IEquatable<Point>, IEnumerable<KeyValuePair<string, AxisValue>>
{
    private readonly List<KeyValuePair<string, AxisValue>> _coordinates = [];

    public static Point Empty => [];

    /// <summary>For collection initialisers only; afterwards a point does not change.</summary>
    public void Add(string axis, AxisValue value) => _coordinates.Add(new(axis, value));

    public bool Has(string axis) => _coordinates.Exists(c => c.Key == axis);

    /// <exception cref="KeyNotFoundException">The point has no such axis.</exception>
    public AxisValue this[string axis]
    {
        get
        {
            foreach (var (name, value) in _coordinates)
                if (name == axis)
                    return value;
            throw new KeyNotFoundException($"point {this} has no axis '{axis}'");
        }
    }

    public int Int(string axis) => checked((int)this[axis].Number);

    public string Word(string axis) => this[axis].ToString();

    /// <summary>The same point with one coordinate replaced (not added).</summary>
    public Point With(string axis, AxisValue value)
    {
        var changed = new Point();
        foreach (var (name, old) in _coordinates)
            changed.Add(name, name == axis ? value : old);
        return changed;
    }

    public bool Equals(Point? other) => other is not null && _coordinates.SequenceEqual(other._coordinates);

    public override bool Equals(object? obj) => Equals(obj as Point);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (axis, value) in _coordinates)
        {
            hash.Add(axis);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    public override string ToString() => string.Join(',', _coordinates.Select(c => $"{c.Key}={c.Value}"));

    public IEnumerator<KeyValuePair<string, AxisValue>> GetEnumerator() => _coordinates.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

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
