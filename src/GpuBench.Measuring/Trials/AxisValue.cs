using System.Globalization;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>One coordinate of a point: a whole number or a word.</summary>
[JsonConverter(typeof(AxisValueJsonConverter))]
public readonly record struct AxisValue
{
    private readonly string? _word;
    private readonly long _number;

    public AxisValue(long number) => _number = number;

    public AxisValue(string word) => _word = word;

    public bool IsWord => _word is not null;

    /// <exception cref="InvalidOperationException">The value is a word.</exception>
    public long Number => _word is null ? _number : throw new InvalidOperationException($"'{_word}' is not a number");

    public static implicit operator AxisValue(long number) => new(number);

    public static implicit operator AxisValue(string word) => new(word);

    public override string ToString() => _word ?? _number.ToString(CultureInfo.InvariantCulture);
}
