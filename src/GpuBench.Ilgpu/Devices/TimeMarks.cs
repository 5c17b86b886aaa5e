using GpuBench.Ilgpu.Native;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>A mark in a stream with the device's time.</summary>
internal interface ITimeMark : IDisposable
{
    /// <param name="earlier">A mark of the same kind.</param>
    double SecondsSince(ITimeMark earlier);
}

/// <summary>ILGPU's marks: CUDA events, and on OpenCL the events of barriers.</summary>
internal sealed class IlgpuMark : ITimeMark
{
    private readonly ProfilingMarker _marker;

    private IlgpuMark(ProfilingMarker marker) => _marker = marker;

    public static IlgpuMark Add(AcceleratorStream stream) => new(stream.AddProfilingMarker());

    public double SecondsSince(ITimeMark earlier) => _marker.MeasureFrom(((IlgpuMark)earlier)._marker).TotalSeconds;

    public void Dispose() => _marker.Dispose();
}

/// <summary>
/// The events of OpenCL's markers. NVIDIA's driver returns 0 without an error as the time of a barrier, which is what ILGPU enqueues, and
/// the true time of a marker (https://github.com/fixstars/clpy/issues/216).
/// </summary>
internal sealed class OpenClMark : ITimeMark
{
    private readonly nint _event;

    private OpenClMark(nint @event) => _event = @event;

    /// <summary>Waits for the mark: some drivers set its time when it is awaited, and a later wait would give a later time.</summary>
    /// <exception cref="CLException">A call failed.</exception>
    public static unsafe OpenClMark Add(AcceleratorStream stream)
    {
        nint added;
        Require(OpenClFunctions.EnqueueMarker(((CLStream)stream).CommandQueue, 0, null, &added));
        var mark = new OpenClMark(added);
        try
        {
            Require(OpenClFunctions.WaitForEvents(1, &added));
            return mark;
        }
        catch (CLException)
        {
            mark.Dispose();
            throw;
        }
    }

    /// <exception cref="CLException">The driver has no time for an event.</exception>
    public double SecondsSince(ITimeMark earlier) => ((double)EndNanoseconds() - ((OpenClMark)earlier).EndNanoseconds()) * 1e-9;

    public void Dispose() => _ = OpenClFunctions.ReleaseEvent(_event);

    private unsafe ulong EndNanoseconds()
    {
        ulong nanoseconds;
        Require(OpenClFunctions.GetEventProfilingInfo(
            _event, (uint)CLProfilingInfo.CL_PROFILING_COMMAND_END, sizeof(ulong), &nanoseconds, null));
        return nanoseconds;
    }

    private static void Require(int code) => CLException.ThrowIfFailed((CLError)code);
}
