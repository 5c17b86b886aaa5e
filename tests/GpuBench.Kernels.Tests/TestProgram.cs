using GpuBench.Kernels.Tests.Devices;
using GpuBench.Kernels.Tests.Measuring;
using GpuBench.Kernels.Tests.Sanitizer;

namespace GpuBench.Kernels.Tests;

/// <summary>The entry point of this assembly outside a test runner: <c>sanitize PART</c> on the first OpenCL device, or <c>measure Cpu|OpenCl|Cuda</c>.</summary>
internal static class TestProgram
{
    private static int Main(string[] args)
    {
        if (args is not [var mode and ("sanitize" or "measure"), var what])
        {
            Console.Error.WriteLine("usage: sanitize PART | measure DEVICE");
            return 2;
        }

        var (context, accelerator) = DeviceOpener.Open(string.Equals(mode, "sanitize", StringComparison.Ordinal) ? TestDevice.OpenCl : Enum.Parse<TestDevice>(what));
        using (context)
        using (accelerator)
        {
            Console.WriteLine(accelerator.Name);
            if (string.Equals(mode, "sanitize", StringComparison.Ordinal))
                SanitizedCases.Run(accelerator, what);
            else
                LadderMeasurement.Run(accelerator);
        }

        return 0;
    }
}
