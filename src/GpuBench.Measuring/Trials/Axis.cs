using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GpuBench.Measuring.Trials;

/// <summary>One parameter of a workload.</summary>
public sealed record Axis
{
    private Axis(string name, string meaning) => (Name, Meaning) = (name, meaning);

    public string Name { get; }

    /// <summary>Meaning of the coordinate, with its unit.</summary>
    public string Meaning { get; }

    /// <summary>The allowed words; null for an axis of whole numbers.</summary>
    public IReadOnlyList<string>? Words { get; private init; }

    /// <summary>Value of a point without this coordinate; null if every point must have it.</summary>
    public AxisValue? Default { get; private init; }

    public long Minimum { get; private init; }

    public long Maximum { get; private init; }

    public static Axis OfNumbers(string name, string meaning, long minimum = 1, long maximum = int.MaxValue) =>
        new(name, meaning) { Minimum = minimum, Maximum = maximum };

    public static Axis OfWords(string name, string meaning, params string[] words) =>
        new(name, meaning) { Words = words };

    /// <summary>The same axis with a default. Points omit the coordinate at this value, so that keys of older results stay valid.</summary>
    public Axis OrElse(AxisValue value) => this with { Default = value };

    /// <summary>Parser of an open axis; null for an axis that lists all its words.</summary>
    private Func<string, string>? Reader { get; init; }

    /// <param name="examples">Some valid words.</param>
    /// <param name="read">Converts the text of the user to a self-contained coordinate; throws <see cref="UserError"/>.</param>
    public static Axis OfOpenWords(string name, string meaning, IReadOnlyList<string> examples, Func<string, string> read) =>
        new(name, meaning) { Words = examples, Reader = read };

    /// <returns>The coordinate: the value, or the result of the parser of an open axis.</returns>
    /// <exception cref="UserError">
    /// Exit code 2: the value is outside the axis; the message says what is allowed. Exit code 4: a file that the value names is invalid.
    /// </exception>
    public AxisValue Read(AxisValue value)
    {
        if (Reader is not null)
            return new(Reader(value.ToString()));
        Validate(value);
        return value;
    }

    /// <summary>Checks a coordinate of a file; an open axis accepts every word.</summary>
    /// <exception cref="UserError">Exit code 2: the value is outside the axis.</exception>
    internal void Require(AxisValue value)
    {
        if (Reader is null)
            Validate(value);
        else if (!value.IsWord)
            throw UserError.Usage($"--axis {Name}={value}: give a word for {Meaning}");
    }

    private void Validate(AxisValue value)
    {
        if (Words is not null)
        {
            if (!Words.Contains(value.ToString()))
                throw UserError.Usage($"--axis {Name}={value}: use one of {string.Join(", ", Words)}");
            return;
        }
        if (value.IsWord)
            throw UserError.Usage($"--axis {Name}={value}: give a whole number for {Meaning}");
        if (value.Number < Minimum || value.Number > Maximum)
            throw UserError.Usage($"--axis {Name}={value}: {Meaning} must be in {Minimum}..{Maximum}");
    }
}

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

/// <summary>The <see cref="Conditions"/> of a trial as axes of the command line.</summary>
public static class ConditionAxes
{
    /// <summary>Cache, regime and launch. The enums have more words, which only published figures use.</summary>
    public static IReadOnlyList<Axis> All { get; } =
    [
        Axis.OfWords(
            "cache", "warm: each launch uses the same buffers; cold-rotate: launches rotate over buffers larger than the cache",
            CachePolicy.Warm.Text(), CachePolicy.ColdRotate.Text()),
        Axis.OfWords(
            "regime", "burst: after at most half a second of warm-up; sustained: after four seconds of load",
            Regime.Burst.Text(), Regime.Sustained.Text()),
        Axis.OfWords(
            "launch",
            "batch: launches back to back, then one wait; single: a wait after each; graph: as single, replayed from a recording; "
            + "script: as published scripts time",
            LaunchMode.Batch.Text(), LaunchMode.Single.Text(), LaunchMode.Graph.Text(), LaunchMode.Script.Text()),
    ];

    /// <exception cref="UserError">Exit code 2: this program cannot measure under this condition.</exception>
    public static CachePolicy ParseCache(string word) => Parse<CachePolicy>(All[0], word);

    /// <exception cref="UserError">Exit code 2: this program cannot measure under this condition.</exception>
    public static Regime ParseRegime(string word) => Parse<Regime>(All[1], word);

    /// <exception cref="UserError">Exit code 2: this program cannot measure under this condition.</exception>
    public static LaunchMode ParseLaunch(string word) => Parse<LaunchMode>(All[2], word);

    private static T Parse<T>(Axis axis, string word) where T : struct, Enum =>
        EnumText.TryParse<T>(word, out var value) && axis.Words!.Contains(value.Text())
            ? value
            : throw UserError.Usage($"--axis {axis.Name}={word}: use one of {string.Join(", ", axis.Words!)}");
}
