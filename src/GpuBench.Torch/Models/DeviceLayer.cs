using GpuBench.Workloads.Models;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>The tensors of one layer, shaped as <see cref="LlamaLayerWeights"/> says.</summary>
internal sealed record DeviceLayer(Tensor AttentionGain, Tensor Qkv, Tensor AttentionOutput, Tensor FfnGain, Tensor GateUp, Tensor Down);
