using System.Text;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;

namespace GpuBench.Fuzzing.Readers;

/// <summary><c>--axis</c>, and what a workload makes of it.</summary>
internal sealed class AxisReader : IFuzzedReader
{
    public string Name => "axis";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "m=1024,2048", "m=n=k=512,1024", "m=1024..8192*2", "t=128..512+128", "dtype=fp16,fp32", "cache=cold-rotate", "n=1..9223372036854775807*2", "regime=burst,sustained",
            "launch=single", "layout=nt", "batch=1..65535*3",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public string? FileName => "--axis";

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [];

    public Reading Read(byte[] input)
    {
        var axis = AxisValues.Parse(Encoding.UTF8.GetString(input));
        foreach (var definition in Corpus.SampleRun.Definitions)
            CaseExpansion.Expand(definition, definition.Cases(Suite.Ci, Corpus.SampleRun.Device), [axis]);
        return new(null);
    }
}

/// <summary><c>--device</c>.</summary>
internal sealed class DeviceReader : IFuzzedReader
{
    public string Name => "device";

    public IReadOnlyList<byte[]> Seeds { get; } =
        [.. new[] { "auto", "all", "cpu", "cuda", "cuda:0", "opencl:12", "cuda:GPU-8f2d6d3a-0000-0000-0000-000000000000", "cuda:MIG-1" }.Select(Encoding.UTF8.GetBytes)];

    public string? FileName => "--device";

    public bool IsLenient => false;

    public IEnumerable<byte[]> JsonTexts(byte[] input) => [];

    public Reading Read(byte[] input)
    {
        DeviceSelector.Parse(Encoding.UTF8.GetString(input)).Select(Inventory.Of(Corpus.SampleRun.Device));
        return new(null);
    }
}
