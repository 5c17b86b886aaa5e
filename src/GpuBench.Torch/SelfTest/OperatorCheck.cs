namespace GpuBench.Torch.SelfTest;

/// <param name="Run">What went wrong; null when nothing did. May throw.</param>
internal sealed record OperatorCheck(string Name, Func<string?> Run);
