using GpuBench.Torch.Operators;

namespace GpuBench.Torch.Devices;

/// <summary>
/// Records CUDA graphs on a stream of its own, and replays them on the default stream. libtorch's allocator keeps the memory of
/// each stream apart, so that the memory that a graph uses serves no other work.
/// </summary>
/// <remarks>
/// CUDA C++ Programming Guide, "CUDA Graphs". at::cuda::CUDAGraph, which Python uses, is reachable neither through TorchSharp nor
/// through the stable C interface, and it would throw C++ exceptions into this program.
/// </remarks>
internal sealed class CudaGraphRecorder(CudaRuntime runtime, int deviceIndex) : ILaunchRecorder, IDisposable
{
    private readonly nint _stream = runtime.CreateStream();

    public IRecordedLaunch Record(Action launch)
    {
        using var words = new LibTorchWords();
        try
        {
            // The stream does not wait for the default stream, on which the operands were filled.
            runtime.Synchronize();
            LibTorchFunctions.ThrowOnError(
                LibTorchFunctions.aoti_torch_create_cuda_stream_guard(_stream, deviceIndex, out var guard), "a stream");
            try
            {
                // Lazily loaded kernels and new memory would break a recording.
                launch();
                runtime.Synchronize();
                return new CudaGraph(runtime, Captured(launch));
            }
            finally
            {
                LibTorchFunctions.ThrowOnError(LibTorchFunctions.aoti_torch_delete_cuda_stream_guard(guard), "the previous stream");
            }
        }
        catch (Exception refused) when (refused is not RecordingException)
        {
            throw new RecordingException(words.Reason ?? refused.Message.Split('\n')[0], refused);
        }
    }

    public void Dispose() => runtime.DestroyStream(_stream);

    private nint Captured(Action launch)
    {
        runtime.BeginCapture(_stream);
        try
        {
            launch();
        }
        catch
        {
            // The stream must leave the capture, or all later work on it fails.
            runtime.AbandonCapture(_stream);
            throw;
        }
        return runtime.EndCapture(_stream);
    }
}

/// <summary>An instantiated CUDA graph.</summary>
internal sealed class CudaGraph : IRecordedLaunch
{
    private readonly CudaRuntime _runtime;
    private readonly nint _executable;

    /// <param name="graph">Owned: destroyed here.</param>
    public CudaGraph(CudaRuntime runtime, nint graph)
    {
        _runtime = runtime;
        try
        {
            KernelCount = runtime.KernelCount(graph);
            _executable = runtime.Instantiate(graph);
        }
        finally
        {
            runtime.DestroyGraph(graph);
        }
    }

    public string Form => "CUDA graphs";

    public int KernelCount { get; }

    public void Replay() => _runtime.Replay(_executable);

    public void Dispose() => _runtime.DestroyExecutable(_executable);
}
