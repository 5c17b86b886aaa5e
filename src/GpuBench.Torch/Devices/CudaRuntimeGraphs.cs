namespace GpuBench.Torch.Devices;

/// <summary>Streams and graphs.</summary>
internal sealed unsafe partial class CudaRuntime
{
    private const uint NonBlockingStream = 1;

    /// <summary>Calls that are no part of the stream, such as a reservation of memory, are allowed while it is captured.</summary>
    private const int RelaxedCapture = 2;

    private const int KernelNode = 0;

    /// <summary>A stream that does not wait for the default stream.</summary>
    public nint CreateStream()
    {
        nint stream;
        Require(
            ((delegate* unmanaged<nint*, uint, int>)Function("cudaStreamCreateWithFlags"))(&stream, NonBlockingStream),
            "cudaStreamCreateWithFlags");
        return stream;
    }

    public void DestroyStream(nint stream) => ((delegate* unmanaged<nint, int>)Function("cudaStreamDestroy"))(stream);

    public void BeginCapture(nint stream) => Require(
        ((delegate* unmanaged<nint, int, int>)Function("cudaStreamBeginCapture"))(stream, RelaxedCapture), "cudaStreamBeginCapture");

    /// <returns>The graph, which the caller destroys.</returns>
    public nint EndCapture(nint stream)
    {
        nint graph;
        Require(((delegate* unmanaged<nint, nint*, int>)Function("cudaStreamEndCapture"))(stream, &graph), "cudaStreamEndCapture");
        return graph;
    }

    /// <summary>Ends a capture after an error and drops what it recorded.</summary>
    public void AbandonCapture(nint stream)
    {
        nint graph = 0;
        ((delegate* unmanaged<nint, nint*, int>)Function("cudaStreamEndCapture"))(stream, &graph);
        if (graph != 0)
            DestroyGraph(graph);
        // The error of the broken capture would otherwise be reported by the next call that asks.
        ((delegate* unmanaged<int>)Function("cudaGetLastError"))();
    }

    public int KernelCount(nint graph)
    {
        nuint count;
        var getNodes = (delegate* unmanaged<nint, nint*, nuint*, int>)Function("cudaGraphGetNodes");
        Require(getNodes(graph, null, &count), "cudaGraphGetNodes");
        var nodes = new nint[(int)count];
        fixed (nint* first = nodes)
            Require(getNodes(graph, first, &count), "cudaGraphGetNodes");
        return nodes.Count(IsKernel);
    }

    public nint Instantiate(nint graph)
    {
        // Before CUDA 12 a function of the shorter name took other arguments.
        const string name = "cudaGraphInstantiateWithFlags";
        nint executable;
        Require(((delegate* unmanaged<nint*, nint, ulong, int>)Function(name))(&executable, graph, 0), name);
        return executable;
    }

    /// <summary>On the default stream, which the timer watches.</summary>
    public void Replay(nint executable) =>
        Require(((delegate* unmanaged<nint, nint, int>)Function("cudaGraphLaunch"))(executable, 0), "cudaGraphLaunch");

    public void DestroyGraph(nint graph) => ((delegate* unmanaged<nint, int>)Function("cudaGraphDestroy"))(graph);

    public void DestroyExecutable(nint executable) => ((delegate* unmanaged<nint, int>)Function("cudaGraphExecDestroy"))(executable);

    private bool IsKernel(nint node)
    {
        int type;
        Require(((delegate* unmanaged<nint, int*, int>)Function("cudaGraphNodeGetType"))(node, &type), "cudaGraphNodeGetType");
        return type == KernelNode;
    }
}
