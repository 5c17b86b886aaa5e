using GpuBench.Measuring.Trials;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Models;

/// <summary>
/// int8 with a factor for each row. libtorch's operator reads each weight once, as int8, but is made for few rows of x. For more rows
/// the weights are converted before an ordinary product.
/// </summary>
/// <param name="weights">(outputs, inputs), int8.</param>
/// <param name="factors">(outputs), in the type of x.</param>
/// <param name="conversion">(outputs, inputs), in the type of x. All matrices of a model share its memory.</param>
/// <param name="converted">The transposed view of <paramref name="conversion"/>.</param>
internal sealed class Int8Matrix(
    ITensorFactory tensors, ITensor weights, ITensor factors, ITensor conversion, ITensor converted) : IWeightMatrix
{
    /// <summary>Chosen: the time of so few rows is that of reading the weights.</summary>
    public const int MaxRowsOfOperator = 16;

    private readonly TransformerOperators _operators = new(tensors);

    /// <summary>For the reason of a result's kernel.</summary>
    public static string Describe(int rowCount) => rowCount <= MaxRowsOfOperator
        ? "layers in int8 by torch._weight_int8pack_mm"
        : "layers in int8, converted before each product";

    public void Multiply(ITensor x, int rowCount, ITensor result)
    {
        using var product = Product(x, rowCount);
        result.CopyFrom(product);
    }

    public void AddProduct(ITensor x, int rowCount, ITensor sum)
    {
        using var product = Product(x, rowCount);
        sum.Add(product);
    }

    /// <summary>Whether this libtorch multiplies int8 weights on the device, found by a small product.</summary>
    /// <returns>libtorch's reason; null: it does.</returns>
    public static string? RefusalReason(ITensorFactory tensors, DType type)
    {
        const int size = 32;
        using var words = new LibTorchWords();
        try
        {
            using var x = tensors.Empty([1, size], type);
            using var weights = tensors.Empty([size, size], DType.Int8);
            using var factors = tensors.Empty([size], type);
            new TransformerOperators(tensors).MultiplyInt8(x, weights, factors).Dispose();
            return null;
        }
        catch (InvalidOperationException refused)
        {
            return words.Reason ?? refused.Message;
        }
    }

    private ITensor Product(ITensor x, int rowCount)
    {
        if (rowCount <= MaxRowsOfOperator)
            return _operators.MultiplyInt8(x, weights, factors);
        conversion.CopyFrom(weights);
        var product = x.Multiply(converted);
        TransformerOperators.Multiply(product, factors, result: product);
        return product;
    }
}
