using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>One launch processes all prompts and chooses the first token of each.</summary>
internal sealed class PrefillTrial : IPreparedTrial
{
    private readonly PrefillShape _shape;
    private readonly IPeakMemory? _memory;
    private readonly MatMulSettings _settings;
    private readonly LlamaWeights _weights;
    private readonly LlamaDecoder _decoder;
    private readonly LlamaCheck _check;
    private readonly KvCache _cache;
    private readonly Tensor _prompts;
    private Tensor? _logits;
    private Tensor? _first;

    public PrefillTrial(
        PrefillShape shape, DType storage, Device device, ulong seed, IPeakMemory? memory = null, HostDataCache? kept = null)
    {
        memory?.Reset();
        (_shape, _memory) = (shape, memory);
        _settings = new TorchSharpTensors(device).Apply(NumericTriple.Uniform(storage));
        _weights = new(shape.Model, storage, seed);
        _decoder = new(_weights, TorchSharpTensors.StoredAs(storage), device, shape.PromptLength);
        _check = new(_decoder, _weights, kept);
        _cache = _decoder.NewCache(shape.B, shape.PromptLength);
        _prompts = _decoder.Tokens([.. Enumerable.Range(0, shape.B).Select(row => _weights.Tokens(row, shape.PromptLength))]);
        _cache.Poison(0);
    }

    public KernelChoice Kernel =>
        ModelStorage.Kernel(_decoder.OperatorsOf(new(_shape.B, Start: 0, _shape.PromptLength), _cache), _settings);

    public HardwareUnit Unit => HardwareUnit.Mixed;

    public int SetCount => 1;

    public long? PeakMemoryBytes => _memory?.ReadBytes();

    public void Launch(int index)
    {
        DropResults();
        _logits = _decoder.Forward(_prompts, 0, _cache);
        _first = _logits.argmax(-1);
    }

    public CheckResult Check(int index)
    {
        var row = index % _shape.B;
        var result = _check.Compare(_logits, row, _weights.Tokens(row, _shape.PromptLength), steppedLast: false);
        DropResults();
        _cache.Poison(0);
        return result;
    }

    public void Dispose()
    {
        DropResults();
        _prompts.Dispose();
        _cache.Dispose();
        _decoder.Dispose();
    }

    private void DropResults()
    {
        _logits?.Dispose();
        _first?.Dispose();
        (_logits, _first) = (null, null);
    }
}
