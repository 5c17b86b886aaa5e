using ILGPU.Backends.OpenCL;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Loading;

/// <summary>Loads OpenCL text, and says in an error what the driver's compiler says.</summary>
internal static class OpenClModule
{
    /// <param name="name">As <see cref="KernelEntryPoint.Name"/>.</param>
    /// <exception cref="CLException">
    /// The driver refuses the text; the message has its compiler's log, the inner exception the code.
    /// </exception>
    public static Kernel Load(Accelerator accelerator, CLCompiledKernel kernel, string name)
    {
        try
        {
            return accelerator.LoadKernel(kernel);
        }
        catch (CLException refused)
        {
            var device = (CLAccelerator)accelerator;
            var (code, log) = OpenClBuild.Try(device.NativePtr, device.DeviceId, kernel.Source, $"-cl-std={kernel.CVersion}");
            var said = log.Length == 0 ? "its compiler left no log" : $"its compiler says: {log}";
            throw new CLException(
                $"the driver does not build {name} (OpenCL C {kernel.CVersion}); {said}",
                code == CLError.CL_SUCCESS ? refused : new CLException(code));
        }
    }
}
