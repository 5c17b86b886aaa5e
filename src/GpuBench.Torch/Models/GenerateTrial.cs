using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Models;

/// <summary>One launch reads all prompts and generates all tokens. Tokens stay on the device.</summary>
internal sealed class GenerateTrial : IPreparedTrial
{
    private readonly GenerateShape _shape;
    private readonly ModelHost _host;
    private readonly MatMulSettings _settings;
    private readonly LlamaWeights _weights;
    private readonly LlamaDecoder _decoder;
    private readonly LlamaCheck _check;
    private readonly KvCache _cache;
    private readonly DecoderPass _reading;
    private readonly DecoderPass _step;
    private readonly ITensor _prompts;
    private readonly ITensor _tokens;
    private readonly ITensor[] _generated;
    private bool _hasResult;

    public GenerateTrial(GenerateShape shape, DType storage, ulong seed, ModelHost host)
    {
        host.Memory?.Reset();
        (_shape, _host) = (shape, host);
        _settings = host.Tensors.Apply(NumericTriple.Uniform(storage));
        _weights = new(shape.Model, storage, seed, shape.Layers);
        _decoder = new(_weights, host.Tensors, shape.Capacity);
        _check = new(_decoder, _weights, host.Kept);
        _cache = _decoder.NewCache(shape.B, shape.Capacity);
        (_reading, _step) = (_decoder.NewPass(shape.B, shape.PromptLength), _decoder.NewPass(shape.B, count: 1));
        _prompts = _decoder.Tokens([.. Enumerable.Range(0, shape.B).Select(row => _weights.Tokens(row, shape.PromptLength))]);
        _tokens = host.Tensors.FromIds(new long[shape.OutputLength * shape.B], [shape.OutputLength, shape.B]);
        _generated = [.. Enumerable.Range(0, shape.OutputLength).Select(Generated)];
        _cache.Poison(0);
    }

    public KernelChoice Kernel => ModelStorage.Kernel(
        _decoder.ProductsOf(_step, _settings), _decoder.OperatorsOf(_step, _shape.PromptLength, _cache), recording: null);

    public HardwareUnit Unit => HardwareUnit.Mixed;

    public int SetCount => 1;

    public long? PeakMemoryBytes => _host.Memory?.ReadBytes();

    /// <summary>The pass that writes the last logits.</summary>
    private DecoderPass Last => _shape.OutputLength > 1 ? _step : _reading;

    public void Launch(int index)
    {
        _decoder.Forward(_reading, _prompts, 0, _cache);
        TransformerOperators.Largest(_reading.Logits, result: _generated[0]);
        for (var token = 1; token < _shape.OutputLength; token++)
        {
            _decoder.Forward(_step, _generated[token - 1], _shape.PromptLength + token - 1, _cache);
            TransformerOperators.Largest(_step.Logits, result: _generated[token]);
        }
        _hasResult = true;
    }

    public CheckResult Check(int index)
    {
        var row = index % _shape.B;
        var result = _check.Compare(_hasResult ? Last.Logits : null, row, TokensRead(row), steppedLast: Last == _step);
        Last.Logits.Poison();
        _cache.Poison(0);
        _hasResult = false;
        return result;
    }

    public void Dispose()
    {
        foreach (var tensor in _generated)
            tensor.Dispose();
        _tokens.Dispose();
        _prompts.Dispose();
        _step.Dispose();
        _reading.Dispose();
        _cache.Dispose();
        _decoder.Dispose();
    }

    private ITensor Generated(int token)
    {
        using var row = _tokens.Narrow(0, token, 1);
        return row.View(_shape.B);
    }

    /// <summary>The prompt, and the generated tokens but the last.</summary>
    private long[] TokensRead(int row)
    {
        var generated = MemoryMarshal.Cast<uint, long>(_tokens.Words()).ToArray();
        return
        [
            .. _weights.Tokens(row, _shape.PromptLength),
            .. Enumerable.Range(0, _shape.OutputLength - 1).Select(token => generated[(token * _shape.B) + row]),
        ];
    }
}
