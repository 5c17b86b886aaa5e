using static TorchSharp.torch;

namespace GpuBench.Torch.Tensors;

/// <summary>
/// A tensor of TorchSharp. Never torch.matmul: an error inside that one ends the process instead of throwing.
/// </summary>
internal sealed class TorchSharpTensor(Tensor tensor) : ITensor
{
    public nint Handle => tensor.Handle;

    public ITensor Transpose() => new TorchSharpTensor(tensor.t());

    public ITensor Multiply(ITensor right) => new TorchSharpTensor(tensor.mm(Of(right)));

    public void SetToProduct(ITensor left, ITensor right) => tensor.addmm_(Of(left), Of(right), beta: 0, alpha: 1);

    public void CopyFrom(ITensor source) => tensor.copy_(Of(source));

    public void Poison() => tensor.fill_(float.NaN);

    public uint[] Words(uint[]? buffer = null)
    {
        using var host = tensor.cpu();
        return HostWords.From(host.bytes, buffer);
    }

    public void Dispose() => tensor.Dispose();

    private static Tensor Of(ITensor other) => ((TorchSharpTensor)other).Inner;

    private Tensor Inner => tensor;
}
