using GpuBench.Torch.Tensors;

namespace GpuBench.Torch.Models;

/// <summary>A matrix of a layer on the device, as (outputs, inputs).</summary>
internal interface IWeightMatrix
{
    /// <summary>x·Wᵀ.</summary>
    /// <param name="x">(rows, inputs).</param>
    /// <param name="result">(rows, outputs).</param>
    void Multiply(ITensor x, int rowCount, ITensor result);

    /// <summary>Adds x·Wᵀ to <paramref name="sum"/>.</summary>
    /// <inheritdoc cref="Multiply"/>
    void AddProduct(ITensor x, int rowCount, ITensor sum);
}

/// <summary>In the type of the operands. A sum with the product is rounded once.</summary>
/// <param name="transposed">(inputs, outputs), a view: libtorch passes its layout to the matrix library.</param>
internal sealed class DenseMatrix(ITensor transposed) : IWeightMatrix
{
    public ITensor Transposed => transposed;

    public void Multiply(ITensor x, int rowCount, ITensor result) => result.SetToProduct(x, transposed);

    public void AddProduct(ITensor x, int rowCount, ITensor sum) => sum.AddProduct(x, transposed);
}
