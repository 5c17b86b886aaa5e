using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace GpuBench.Benchmarks;

/// <summary>The default columns, and the share of the published H100 figure.</summary>
internal sealed class ShareOfPublishedConfig : ManualConfig
{
    public ShareOfPublishedConfig()
    {
        Add(DefaultConfig.Instance);
        // Benchmarks run in this process. A generated project would have to restore the whole dependency graph again.
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).AsMutator());
        AddColumn(new ShareOfH100Column());
    }
}
