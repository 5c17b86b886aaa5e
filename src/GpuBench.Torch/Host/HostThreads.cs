using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using GpuBench.Torch.Operators;

namespace GpuBench.Torch.Host;

/// <summary>A part of an operator that may run on several threads at once, each with its own part of a range.</summary>
internal interface IHostRange
{
    void Run(long begin, long end);
}

/// <summary>
/// Runs ranges on libtorch's own threads. These spin for a while after each of libtorch's operators; other threads would compete
/// with them for the cores.
/// </summary>
internal static unsafe class HostThreads
{
    /// <summary>A range with less work is done before other threads start. One element is about one multiplication.</summary>
    public const long GrainElements = 1 << 15;

    /// <summary>The number of libtorch's threads.</summary>
    public static int Count
    {
        get
        {
            LibTorchFunctions.ThrowOnError(LibTorchFunctions.torch_get_num_threads(out var count), "the number of threads");
            return Math.Max(1, (int)count);
        }
    }

    /// <summary>Runs 0 to <paramref name="count"/> - 1. An exception of the body is thrown here, after all threads have ended.</summary>
    /// <param name="grain">A range of at most this length stays whole.</param>
    public static void Run<TBody>(long count, long grain, ref TBody body) where TBody : unmanaged, IHostRange
    {
        if (count <= Math.Max(1, grain))
        {
            if (count > 0)
                body.Run(0, count);
            return;
        }
        fixed (TBody* pinned = &body)
        {
            var job = new Job { Body = pinned, Run = &RunBody<TBody> };
            var code = LibTorchFunctions.torch_parallel_for(0, count, Math.Max(1, grain), &OnThread, &job);
            ThrowFailure(job.Failure);
            LibTorchFunctions.ThrowOnError(code, "a range for its threads");
        }
    }

    private static void RunBody<TBody>(void* body, long begin, long end) where TBody : unmanaged, IHostRange =>
        ((TBody*)body)->Run(begin, end);

    /// <summary>The native caller cannot unwind managed frames, so no exception passes it.</summary>
    [UnmanagedCallersOnly]
    private static void OnThread(long begin, long end, void* context)
    {
        var job = (Job*)context;
        try
        {
            job->Run(job->Body, begin, end);
        }
        catch (Exception exception)
        {
            var failure = GCHandle.Alloc(ExceptionDispatchInfo.Capture(exception));
            if (Interlocked.CompareExchange(ref job->Failure, GCHandle.ToIntPtr(failure), 0) != 0)
                failure.Free();
        }
    }

    private static void ThrowFailure(nint failure)
    {
        if (failure == 0)
            return;
        var handle = GCHandle.FromIntPtr(failure);
        var exception = (ExceptionDispatchInfo)handle.Target!;
        handle.Free();
        exception.Throw();
    }

    /// <summary>Lies on the caller's stack, which outlives the range.</summary>
    private struct Job
    {
        public void* Body;
        public delegate*<void*, long, long, void> Run;

        /// <summary>The handle of the first exception; 0: none.</summary>
        public nint Failure;
    }
}
