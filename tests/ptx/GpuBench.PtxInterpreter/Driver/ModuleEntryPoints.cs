using System.Runtime.InteropServices;
using static GpuBench.PtxInterpreter.Driver.FakeDriver;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Modules, given as PTX text, and the functions in them.</summary>
internal static unsafe class ModuleEntryPoints
{
    private const int MaxDynamicSharedBytesAttribute = 8;

    [UnmanagedCallersOnly]
    private static CudaResult cuModuleLoadData(nint* module, nint image) =>
        WithContext(driver => Load(driver, module, image, errorLog: default));

    [UnmanagedCallersOnly]
    private static CudaResult cuModuleLoadDataEx(nint* module, nint image, uint optionCount, int* options, nint* optionValues) =>
        WithContext(driver =>
        {
            var count = (int)optionCount;
            return Load(driver, module, image, JitErrorLog.Of(new(options, count), new(optionValues, count)));
        });

    [UnmanagedCallersOnly]
    private static CudaResult cuModuleUnload(nint module) =>
        Run(driver => driver.Handles.Remove<DriverModule>(module) ? CudaResult.Success : CudaResult.InvalidHandle);

    [UnmanagedCallersOnly]
    private static CudaResult cuModuleGetFunction(nint* function, nint module, nint name) => WithContext(driver =>
    {
        if (driver.Handles.Find<DriverModule>(module) is not { } loaded)
            return CudaResult.InvalidHandle;
        if (PtxEntry.Find(loaded.Ptx, Marshal.PtrToStringUTF8(name) ?? "") is not { } entry)
            return CudaResult.NotFound;

        *function = driver.Handles.Add(new DriverFunction(loaded, entry));
        return CudaResult.Success;
    });

    [UnmanagedCallersOnly]
    private static CudaResult cuFuncSetAttribute(nint function, int attribute, int value) => WithContext(driver =>
    {
        if (driver.Handles.Find<DriverFunction>(function) is not { } found)
            return CudaResult.InvalidHandle;
        if (attribute != MaxDynamicSharedBytesAttribute)
            return CudaResult.Success;
        if (value < 0 || value > driver.Options.Devices[driver.CurrentContext!.DeviceOrdinal].OptInSharedBytesPerBlock)
            return CudaResult.InvalidValue;

        found.MaxDynamicSharedBytes = value;
        return CudaResult.Success;
    });

    private static CudaResult Load(DriverState driver, nint* module, nint image, JitErrorLog errorLog)
    {
        var ptx = Marshal.PtrToStringUTF8(image) ?? "";
        // PTX must have this as its first directive. A binary image is not supported.
        var log = ptx.Contains(".version", StringComparison.Ordinal)
            ? driver.Options.CompilerLog(ptx)
            : "Missing .version directive at start of file";
        if (log is not null)
        {
            errorLog.Write(log);
            return CudaResult.InvalidPtx;
        }

        driver.Modules.Add(ptx);
        *module = driver.Handles.Add(new DriverModule(ptx));
        return CudaResult.Success;
    }
}
