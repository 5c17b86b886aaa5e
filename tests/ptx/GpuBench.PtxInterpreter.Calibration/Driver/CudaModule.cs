using System.Text;

namespace GpuBench.PtxInterpreter.Calibration.Driver;

/// <summary>A module that the driver's compiler has accepted, and its entry.</summary>
internal sealed unsafe class CudaModule : IDisposable
{
    private const int LogBytes = 16 * 1024;

    private readonly nint _module;

    /// <exception cref="CudaException">The driver refused the text. The message contains the compiler's log.</exception>
    public CudaModule(string ptx, string entryName)
    {
        var image = Encoding.ASCII.GetBytes(ptx + "\0");
        var log = new byte[LogBytes];
        fixed (byte* imagePointer = image, logPointer = log)
        {
            var options = stackalloc int[] { CudaApi.JitErrorLog, CudaApi.JitErrorLogBytes };
            var values = stackalloc nint[] { (nint)logPointer, LogBytes };
            var result = CudaApi.cuModuleLoadDataEx(out _module, imagePointer, 2, options, values);
            if (result != 0)
                throw new CudaException(
                    nameof(CudaApi.cuModuleLoadDataEx), result,
                    CudaException.Describe(result) + ": " + Encoding.UTF8.GetString(log).TrimEnd('\0').Trim());
        }

        CudaException.Check(nameof(CudaApi.cuModuleGetFunction), CudaApi.cuModuleGetFunction(out var entry, _module, entryName));
        Entry = entry;
    }

    public nint Entry { get; }

    // After a fault the context and its module are invalid. The result reports only that fault.
    public void Dispose() => _ = CudaApi.cuModuleUnload(_module);
}
