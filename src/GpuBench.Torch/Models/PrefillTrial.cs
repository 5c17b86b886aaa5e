using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Models;

/// <summary>One launch processes all prompts and chooses the first token of each.</summary>
internal sealed class PrefillTrial : IPreparedTrial
{
    private readonly PrefillShape _shape;
    private readonly ModelHost _host;
    private readonly MatMulSettings _settings;
    private readonly LlamaWeights _weights;
    private readonly LlamaDecoder _decoder;
    private readonly LlamaCheck _check;
    private readonly KvCache _cache;
    private readonly DecoderPass _pass;
    private readonly ITensor _prompts;
    private readonly ITensor _first;
    private bool _hasResult;

    public PrefillTrial(PrefillShape shape, DType storage, ulong seed, ModelHost host)
    {
        host.Memory?.Reset();
        (_shape, _host) = (shape, host);
        _settings = host.Tensors.Apply(NumericTriple.Uniform(storage));
        _weights = new(shape.Model, storage, seed, shape.Layers);
        _decoder = new(_weights, host.Tensors, shape.PromptLength);
        _check = new(_decoder, _weights, host.Kept);
        _cache = _decoder.NewCache(shape.B, shape.PromptLength);
        _pass = _decoder.NewPass(shape.B, shape.PromptLength);
        _prompts = _decoder.Tokens([.. Enumerable.Range(0, shape.B).Select(row => _weights.Tokens(row, shape.PromptLength))]);
        _first = _decoder.Tokens(new long[shape.B]);
        _cache.Poison(0);
    }

    public KernelChoice Kernel =>
        ModelStorage.Kernel(_decoder.ProductsOf(_pass, _settings), _decoder.OperatorsOf(_pass, start: 0, _cache), recording: null);

    public HardwareUnit Unit => HardwareUnit.Mixed;

    public int SetCount => 1;

    public long? PeakMemoryBytes => _host.Memory?.ReadBytes();

    public void Launch(int index)
    {
        _decoder.Forward(_pass, _prompts, 0, _cache);
        TransformerOperators.Largest(_pass.Logits, result: _first);
        _hasResult = true;
    }

    public CheckResult Check(int index)
    {
        var row = index % _shape.B;
        var result = _check.Compare(
            _hasResult ? _pass.Logits : null, row, _weights.Tokens(row, _shape.PromptLength), steppedLast: false);
        _pass.Logits.Poison();
        _cache.Poison(0);
        _hasResult = false;
        return result;
    }

    public void Dispose()
    {
        _first.Dispose();
        _prompts.Dispose();
        _pass.Dispose();
        _cache.Dispose();
        _decoder.Dispose();
    }
}
