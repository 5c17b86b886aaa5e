using System.Runtime.InteropServices;
using GpuBench.Ilgpu.Devices;
using GpuBench.Ilgpu.Native;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>Opens the devices of the tests, and returns the reason if one is absent.</summary>
public static class DeviceOpener
{
    private static readonly Lazy<string?> NoOpenClReason = new(() => Probe(TestDevice.OpenCl));
    private static readonly Lazy<string?> NoCudaReason = new(() => Probe(TestDevice.Cuda));

    /// <summary>Null if the device can be opened, otherwise the reason.</summary>
    public static string? AbsenceReason(TestDevice device) => device switch
    {
        TestDevice.OpenCl => NoOpenClReason.Value,
        TestDevice.Cuda => NoCudaReason.Value,
        _ => null,
    };

    /// <summary>Opens a device. The caller must dispose both parts of the pair, the accelerator first.</summary>
    public static (Context Context, Accelerator Accelerator) Open(TestDevice device)
    {
        var context = device == TestDevice.Cuda ? CudaContext.Create() : Context.Create(builder => Describe(builder, device));
        try
        {
            return (context, Open(context, device));
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    private static void Describe(Context.Builder builder, TestDevice device)
    {
        builder.Optimize(OptimizationLevel.O2).Profiling().TensorInstructions();
        switch (device)
        {
            case TestDevice.Cpu:
                builder.CPU(new CPUDevice(4, 1, 2));
                break;
            case TestDevice.CpuWide:
                builder.CPU(new CPUDevice(32, 8, 1));
                break;
            default:
                // Also lists devices that do not report generic addressing. See below.
                builder.OpenCL(_ => true);
                break;
        }
    }

    private static Accelerator Open(Context context, TestDevice device)
    {
        if (device is TestDevice.Cpu or TestDevice.CpuWide)
            return context.CreateCPUAccelerator(0);
        if (device is TestDevice.Cuda)
            return context.CreateCudaAccelerator(0);

        var openCl = context.GetCLDevice(0);
        // PoCL 3.1 and oclgrind run ILGPU's code. But they do not report the generic address space, which ILGPU requires of a device.
        if (!openCl.Capabilities.GenericAddressSpace)
            typeof(CLCapabilityContext).GetProperty(nameof(CLCapabilityContext.GenericAddressSpace))!.SetValue(openCl.Capabilities, true);
        return openCl.CreateCLAccelerator(context);
    }

    private static string? NoDriverReason(TestDevice device)
    {
        if (device == TestDevice.Cuda)
            return NativeLibraries.Describe() is { Remedy: not null, Reason: var reason } ? reason : null;
        return OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libOpenCL.so.1", out _) ? "libOpenCL.so.1 is not installed" : null;
    }

    private static string? Probe(TestDevice device)
    {
        if (NoDriverReason(device) is { } reason)
            return reason;
        try
        {
            var (context, accelerator) = Open(device);
            accelerator.Dispose();
            context.Dispose();
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"no {device} device can be opened: {e.Message}";
        }
    }
}
