using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;
using static TorchSharp.torch;

namespace GpuBench.Torch.Models;

/// <summary>One launch is one step: it reads the token of the previous step and chooses the next. Tokens stay on the device.</summary>
internal sealed class DecodeTrial : IPreparedTrial
{
    private readonly DecodeShape _shape;
    private readonly IPeakMemory? _memory;
    private readonly MatMulSettings _settings;
    private readonly LlamaDecoder _decoder;
    private readonly LlamaCheck _check;
    private readonly KvCache _cache;
    private readonly Tensor _tokens;
    private Tensor? _logits;
    private int _step;

    public DecodeTrial(DecodeShape shape, DType storage, Device device, ulong seed, IPeakMemory? memory = null, HostDataCache? kept = null)
    {
        memory?.Reset();
        (_shape, _memory) = (shape, memory);
        _settings = new TorchSharpTensors(device).Apply(NumericTriple.Uniform(storage));
        var weights = new LlamaWeights(shape.Model, storage, seed);
        _decoder = new(weights, TorchSharpTensors.StoredAs(storage), device, shape.Capacity);
        _check = new(_decoder, weights, kept);
        _cache = _decoder.NewCache(shape.B, shape.Capacity);
        // One place more than the cache, because the last step also writes its choice.
        _tokens = _decoder.Tokens([.. Enumerable.Range(0, shape.B).Select(row => weights.Tokens(row, shape.Capacity + 1))]);
        _cache.Poison(0);
        using var context = _tokens.narrow(1, 0, shape.ContextLength);
        _decoder.Forward(context, 0, _cache).Dispose();
    }

    public KernelChoice Kernel =>
        ModelStorage.Kernel(_decoder.OperatorsOf(new(_shape.B, _shape.ContextLength, Count: 1), _cache), _settings);

    public HardwareUnit Unit => HardwareUnit.Mixed;

    public int SetCount => 1;

    public long? PeakMemoryBytes => _memory?.ReadBytes();

    private int LastPosition => _shape.ContextLength + _step - 1;

    public void Launch(int index)
    {
        _logits?.Dispose();
        _logits = null;
        if (_step == _shape.StepCount)
            _step = 0;
        using var scope = NewDisposeScope();
        var position = _shape.ContextLength + _step++;
        _logits = _decoder.Forward(_tokens.narrow(1, position, 1), position, _cache).DetachFromDisposeScope();
        _tokens.narrow(1, position + 1, 1).copy_(_logits.argmax(-1, keepdim: true));
    }

    /// <summary>Restarts after the context and poisons all later positions.</summary>
    public CheckResult Check(int index)
    {
        var row = index % _shape.B;
        var result = _check.Compare(_logits, row, TokensSeen(row), steppedLast: true);
        _logits?.Dispose();
        _logits = null;
        _cache.Poison(_shape.ContextLength);
        _step = 0;
        return result;
    }

    public void Dispose()
    {
        _logits?.Dispose();
        _tokens.Dispose();
        _cache.Dispose();
        _decoder.Dispose();
    }

    private long[] TokensSeen(int row)
    {
        using var scope = NewDisposeScope();
        return _tokens.narrow(0, row, 1).narrow(1, 0, LastPosition + 1).cpu().reshape(-1).data<long>().ToArray();
    }
}
