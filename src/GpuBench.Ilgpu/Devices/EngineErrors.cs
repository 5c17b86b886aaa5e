using System.Diagnostics;
using GpuBench.Ilgpu.Native;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Explains OpenCL and CUDA errors: adds the code, its name, the call and the remedy, which ILGPU's exceptions omit.</summary>
public static class EngineErrors
{
    /// <summary>ILGPU defines this code of cl.h without its sign.</summary>
    private const int PositiveWaitListError = 14;

    /// <returns>
    /// E.g. <c>CL_OUT_OF_RESOURCES (-5) from clEnqueueNDRangeKernel. …</c>; null if it is neither an OpenCL nor a CUDA error.
    /// </returns>
    public static string? Explain(Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        List<string> outer = [];
        for (var each = cause; each is not null; each = each.InnerException)
        {
            switch (each)
            {
                case CLException { Error: not CLError.CL_SUCCESS } openCl:
                    var code = (int)openCl.Error is var listed && listed == PositiveWaitListError ? -listed : listed;
                    return Sentences(
                        outer, OpenClErrors.Named(code), OpenClErrors.CallOf(code) ?? Call(openCl), OpenClErrors.RemedyOf(code));
                case CudaException cuda when Enum.TryParse<CudaError>(cuda.Error, out var error) && error != CudaError.CUDA_SUCCESS:
                    return Sentences(outer, $"{error} ({(int)error}: {cuda.Message})", Call(cuda), CudaDriverRemedies.Of((int)error));
                case CLException or CudaException:
                    outer.Add(each.Message);
                    break;
            }
        }
        return null;
    }

    /// <param name="outer">Messages of the exceptions around the error: the kernel, the compiler's log.</param>
    private static string Sentences(List<string> outer, string error, string? call, string remedy) =>
        string.Join(". ", outer.Append(call is null ? error : $"{error} from {call}").Append(remedy));

    /// <summary>ILGPU does not name the call, but the method that makes it is on the stack.</summary>
    private static string? Call(Exception thrown)
    {
        foreach (var frame in new StackTrace(thrown).GetFrames())
        {
            if (frame.GetMethod() is not { } method)
                continue;
            foreach (var (type, name, call) in Calls)
                if (method.DeclaringType?.Name == type && (name is null || method.Name == name))
                    return call;
        }
        return null;
    }

    private static readonly (string Type, string? Method, string Call)[] Calls =
    [
        ("CLMemoryBuffer", ".ctor", "clCreateBuffer"),
        ("CLMemoryBuffer", "CLMemSet", "clEnqueueFillBuffer"),
        ("CLMemoryBuffer", "CLCopy", "a copy between host and device (clEnqueueReadBuffer, clEnqueueWriteBuffer or clEnqueueCopyBuffer)"),
        ("CLMemoryBuffer", null, "a call on a buffer"),
        ("CLStream", ".ctor", "clCreateCommandQueueWithProperties"),
        ("CLStream", "Synchronize", "clFinish"),
        ("CLStream", "AddProfilingMarkerInternal", "clEnqueueBarrierWithWaitList"),
        ("CLProfilingMarker", "Synchronize", "clWaitForEvents"),
        ("CLProfilingMarker", "MeasureFrom", "clGetEventProfilingInfo"),
        ("OpenClMark", "Add", "clEnqueueMarkerWithWaitList or clWaitForEvents"),
        ("OpenClMark", "EndNanoseconds", "clGetEventProfilingInfo"),
        ("CLKernel", null, "building a kernel (clBuildProgram, clCreateKernel)"),
        ("CLAccelerator", "InitVendorFeatures", "building the first kernel (clBuildProgram, clGetKernelWorkGroupInfo)"),
        ("CLAccelerator", "SynchronizeInternal", "waiting for the device (clWaitForEvents)"),
        ("CLAccelerator", ".ctor", "clCreateContext"),
        ("CLAccelerator", "AllocateRawInternal", "clCreateBuffer"),
        ("CLDevice", null, "clGetDeviceInfo"),
        ("CLAPI", "LaunchKernelUnsafe", "clEnqueueBarrier"),
        ("CudaMemoryBuffer", ".ctor", "cuMemAlloc"),
        ("CudaMemoryBuffer", "CudaMemSet", "cuMemsetD8Async"),
        ("CudaMemoryBuffer", "CudaCopy", "cuMemcpyAsync"),
        ("CudaPageLockScope`1", null, "cuMemHostRegister"),
        ("CudaStream", ".ctor", "cuStreamCreate"),
        ("CudaStream", "Synchronize", "cuStreamSynchronize"),
        ("CudaProfilingMarker", ".ctor", "cuEventCreate"),
        ("CudaProfilingMarker", "MeasureFrom", "cuEventElapsedTime"),
        ("CudaProfilingMarker", null, "cuEventSynchronize"),
        ("CudaKernel", null, "cuModuleLoadDataEx"),
        ("CudaAccelerator", "AllocateRawInternal", "cuMemAlloc"),
        ("CudaAccelerator", "SynchronizeInternal", "cuCtxSynchronize"),
        ("CudaAccelerator", ".ctor", "cuCtxCreate"),
    ];
}
