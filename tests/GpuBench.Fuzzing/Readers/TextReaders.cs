using System.Text;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Fuzzing.Readers;

/// <summary><c>--axis</c>, and the cases that matmul derives from it.</summary>
internal sealed class AxisReader : IFuzzedReader
{
    public string Name => "axis";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "m=1024,2048", "m=n=k=512,1024", "m=1024..8192*2", "dtype=fp16,fp32", "cache=cold-rotate", "regime=burst,sustained",
            "launch=single", "layout=nt", "batch=1..65535*3",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public string? FileName => "--axis";

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [];

    public Reading Read(byte[] input)
    {
        var axis = AxisValues.Parse(Encoding.UTF8.GetString(input));
        CaseExpansion.Expand(MatMulDefinition.Instance, MatMulDefinition.Instance.Cases(Suite.Ci, Corpus.SampleRun.Device), [axis]);
        return new(null);
    }
}

/// <summary><c>--device</c>.</summary>
internal sealed class DeviceReader : IFuzzedReader
{
    public string Name => "device";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. new[] { "auto", "all", "cuda", "cuda:0", $"cuda:{Corpus.SampleRun.Device.Uuid}" }.Select(Encoding.UTF8.GetBytes)];

    public string? FileName => "--device";

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [];

    public Reading Read(byte[] input)
    {
        DeviceSelector.Parse(Encoding.UTF8.GetString(input)).Select(Inventory.Of(Corpus.SampleRun.Device));
        return new(null);
    }
}
