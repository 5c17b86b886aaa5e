using System.Diagnostics;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Driver.Tests;

[Collection(FakeDriverTests.Name)]
public sealed class EventTests(FakeDriverFixture fixture)
{
    [LinuxX64Fact]
    public void A_later_marker_of_a_stream_has_a_later_time()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        using var stream = accelerator.CreateStream();

        using var first = stream.AddProfilingMarker();
        WaitForTheClock();
        using var second = stream.AddProfilingMarker();
        WaitForTheClock();
        using var third = stream.AddProfilingMarker();
        stream.Synchronize();

        Assert.Equal(TimeSpan.Zero, first - first);
        Assert.True(second - first > TimeSpan.Zero);
        Assert.True(third - first > second - first);
        Assert.True(first - third < TimeSpan.Zero);
    }

    [LinuxX64Fact]
    public void An_event_that_was_never_recorded_has_no_time()
    {
        fixture.Present();
        using var context = fixture.CreateContext();
        using var accelerator = context.CreateCudaAccelerator(0);
        accelerator.Bind();

        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.CreateEvent(out var handle, default));
        Assert.Equal(CudaError.CUDA_ERROR_INVALID_HANDLE, CudaAPI.CurrentAPI.ElapsedTime(out _, handle, handle));
        Assert.Equal(CudaError.CUDA_SUCCESS, CudaAPI.CurrentAPI.DestroyEvent(handle));
        Assert.Equal(CudaError.CUDA_ERROR_INVALID_HANDLE, CudaAPI.CurrentAPI.QueryEvent(handle));
    }

    // Milliseconds in single precision resolve a tick of the clock. At least one tick must pass.
    private static void WaitForTheClock()
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMicroseconds(10))
            Thread.SpinWait(10);
    }
}
