using GpuBench.Measuring.Trials;

namespace GpuBench.Workloads.Models;

/// <summary>How the matrices of the layers are stored. The embedding table and the output matrix have the type of the operands.</summary>
public enum LayerStorage
{
    /// <summary>In the type of the operands.</summary>
    Same,

    /// <summary>
    /// As int8 with a factor for each row, known as W8A16: products multiply in the type of the operands. GPTQ leaves out the same two
    /// matrices.
    /// </summary>
    Int8,
}

/// <summary>The storage as a coordinate of a point.</summary>
public static class LayerStorageAxis
{
    private const string Name = "weights";

    private const string Same = "same";

    private const string Int8 = "int8";

    public static Axis Axis { get; } = Axis.OfWords(
        Name, "matrices of the layers: same as dtype, or int8 with a factor for each row, which saves memory and its traffic", Same, Int8)
        .OrElse(Same);

    public static LayerStorage Of(Point point) => point.Has(Name) && point.Word(Name) == Int8 ? LayerStorage.Int8 : LayerStorage.Same;

    /// <summary>The point with this coordinate; points omit the default.</summary>
    public static Point With(this Point point, LayerStorage storage)
    {
        if (storage == LayerStorage.Same)
            return point;
        var extended = new Point();
        foreach (var (name, value) in point)
            extended.Add(name, value);
        extended.Add(Name, Int8);
        return extended;
    }

    /// <summary>The end of a case's text.</summary>
    public static string Suffix(Point point) => Of(point) == LayerStorage.Int8 ? " int8 weights" : "";

    /// <summary>The type of the weights in words of published figures; null: that of the operands.</summary>
    public static string? Published(Point point) => Of(point) == LayerStorage.Int8 ? Int8 : null;
}
