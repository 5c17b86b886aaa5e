using System.Diagnostics;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>
/// Counts failed assertions. The CPU accelerator asserts every index of every view. The default listener would end the process.
/// </summary>
public sealed class IndexFaultListener : TraceListener
{
    private int _faultCount;

    public int FaultCount => Volatile.Read(ref _faultCount);

    public override void Fail(string? message) => Interlocked.Increment(ref _faultCount);

    public override void Fail(string? message, string? detailMessage) => Interlocked.Increment(ref _faultCount);

    public override void Write(string? message)
    {
    }

    public override void WriteLine(string? message)
    {
    }
}
