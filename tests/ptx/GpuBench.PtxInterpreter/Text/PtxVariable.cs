namespace GpuBench.PtxInterpreter.Text;

/// <summary>A declared variable or parameter.</summary>
/// <param name="Space">State space, such as <c>shared</c>.</param>
/// <param name="Type">Type of one element, such as <c>b8</c>.</param>
/// <param name="ByteCount">0 for an array without a size.</param>
internal sealed record PtxVariable(string Name, string Space, string Type, int Alignment, int ByteCount, byte[]? InitialBytes);
