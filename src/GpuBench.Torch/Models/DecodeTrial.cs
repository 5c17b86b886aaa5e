using System.Runtime.InteropServices;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Torch.Tensors;
using GpuBench.Workloads.Models;
using GpuBench.Workloads.Shapes;

namespace GpuBench.Torch.Models;

/// <summary>
/// One launch is one step: it reads the token of the previous step and chooses the next. Tokens stay on the device. With a recorder,
/// the step of each position is recorded once, and a launch replays it.
/// </summary>
internal sealed class DecodeTrial : IPreparedTrial
{
    private readonly DecodeShape _shape;
    private readonly ModelHost _host;
    private readonly MatMulSettings _settings;
    private readonly LlamaWeights _weights;
    private readonly LlamaDecoder _decoder;
    private readonly LlamaCheck _check;
    private readonly KvCache _cache;
    private readonly DecoderPass _pass;
    private readonly ITensor _tokens;
    private readonly ITensor[] _tokensOfStep;
    private readonly IReadOnlyList<IRecordedLaunch> _recorded = [];
    private bool _hasResult;
    private int _step;

    /// <param name="isRecorded">Whether launches replay recorded steps.</param>
    /// <exception cref="RecordingException">A step cannot be recorded.</exception>
    public DecodeTrial(DecodeShape shape, DType storage, ulong seed, ModelHost host, bool isRecorded = false)
    {
        host.Memory?.Reset();
        (_shape, _host) = (shape, host);
        _settings = host.Tensors.Apply(NumericTriple.Uniform(storage));
        _weights = new(shape.Model, storage, seed, shape.Layers);
        _decoder = new(_weights, host.Tensors, shape.Capacity);
        _check = new(_decoder, _weights, host.Kept);
        _cache = _decoder.NewCache(shape.B, shape.Capacity);
        _pass = _decoder.NewPass(shape.B, count: 1);
        // One place more than steps, because the last step also writes its choice.
        _tokens = host.Tensors.FromIds(FirstTokens(), [shape.StepCount + 1, shape.B]);
        _tokensOfStep = [.. Enumerable.Range(0, shape.StepCount + 1).Select(TokensOfStep)];
        _cache.Poison(0);
        FillContext();
        if (isRecorded)
            _recorded = [.. Enumerable.Range(0, shape.StepCount).Select(step => host.RecorderOrThrow.Record(() => Step(step)))];
    }

    public KernelChoice Kernel => ModelStorage.Kernel(
        _decoder.ProductsOf(_pass, _settings), _decoder.OperatorsOf(_pass, _shape.ContextLength, _cache),
        _recorded.Count > 0 ? $"{_recorded[0].Form}, one for each of the {_shape.StepCount} positions" : null);

    public HardwareUnit Unit => HardwareUnit.Mixed;

    public int SetCount => 1;

    public int CycleLength => _shape.StepCount;

    public long? PeakMemoryBytes => _host.Memory?.ReadBytes();

    /// <summary>An eager step starts the same kernels as a recorded one. It is recorded only here, after it was timed.</summary>
    public int? KernelsPerLaunch => _recorded.Count > 0 ? _recorded[0].KernelCount : CountKernels();

    public void Launch(int index)
    {
        if (_step == _shape.StepCount)
            _step = 0;
        if (_recorded.Count > 0)
            _recorded[_step].Replay();
        else
            Step(_step);
        _step++;
        _hasResult = true;
    }

    /// <summary>Restarts after the context and poisons all later positions.</summary>
    public CheckResult Check(int index)
    {
        var row = index % _shape.B;
        var result = _check.Compare(_hasResult ? _pass.Logits : null, row, TokensSeen(row), steppedLast: true);
        _pass.Logits.Poison();
        _cache.Poison(_shape.ContextLength);
        (_step, _hasResult) = (0, false);
        return result;
    }

    public void Dispose()
    {
        foreach (var recorded in _recorded)
            recorded.Dispose();
        foreach (var tensor in _tokensOfStep)
            tensor.Dispose();
        _tokens.Dispose();
        _pass.Dispose();
        _cache.Dispose();
        _decoder.Dispose();
    }

    private int? CountKernels()
    {
        try
        {
            using var recorded = _host.Recorder?.Record(() => Step(0));
            return recorded?.KernelCount;
        }
        catch (RecordingException)
        {
            return null;
        }
    }

    private void Step(int step)
    {
        _decoder.Forward(_pass, _tokensOfStep[step], _shape.ContextLength + step, _cache);
        TransformerOperators.Largest(_pass.Logits, result: _tokensOfStep[step + 1]);
    }

    /// <summary>The token behind each context; the later ones are chosen by the steps.</summary>
    private long[] FirstTokens()
    {
        var tokens = new long[(_shape.StepCount + 1) * _shape.B];
        for (var row = 0; row < _shape.B; row++)
            tokens[row] = _weights.Tokens(row, _shape.ContextLength + 1)[^1];
        return tokens;
    }

    private ITensor TokensOfStep(int step)
    {
        using var row = _tokens.Narrow(0, step, 1);
        return row.View(_shape.B);
    }

    private void FillContext()
    {
        if (_shape.ContextLength == 0)
            return;
        using var pass = _decoder.NewPass(_shape.B, _shape.ContextLength);
        using var context = _decoder.Tokens(
            [.. Enumerable.Range(0, _shape.B).Select(row => _weights.Tokens(row, _shape.ContextLength))]);
        _decoder.Forward(pass, context, 0, _cache);
    }

    private long[] TokensSeen(int row)
    {
        var chosen = MemoryMarshal.Cast<uint, long>(_tokens.Words()).ToArray();
        return
        [
            .. _weights.Tokens(row, _shape.ContextLength),
            .. Enumerable.Range(0, Math.Max(_step, 1)).Select(step => chosen[(step * _shape.B) + row]),
        ];
    }
}
