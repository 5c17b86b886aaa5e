using GpuBench.Kernels.Tests.Devices;
using GpuBench.Kernels.Tests.Measuring;
using GpuBench.Kernels.Tests.Running;
using GpuBench.Kernels.Tests.Sanitizer;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests;

/// <summary>
/// The entry point of this assembly outside a test runner: <c>sanitize PART</c> on the first OpenCL device, <c>measure Cpu|OpenCl|Cuda</c>,
/// or <c>test TEXT</c>, the tests whose name contains the text.
/// </summary>
internal static class TestProgram
{
    private static int Main(string[] args)
    {
        switch (args)
        {
            case ["sanitize", var part]:
                return On(TestDevice.OpenCl, accelerator => SanitizedCases.Run(accelerator, part));
            case ["measure", var device]:
                return On(Enum.Parse<TestDevice>(device), LadderMeasurement.Run);
            case ["test", var text]:
                return TestRun.Run(text);
            default:
                Console.Error.WriteLine("usage: sanitize PART | measure Cpu|OpenCl|Cuda | test TEXT");
                return 2;
        }
    }

    private static int On(TestDevice device, Action<Accelerator> run)
    {
        var (context, accelerator) = DeviceOpener.Open(device);
        using (context)
        using (accelerator)
        {
            Console.WriteLine(accelerator.Name);
            run(accelerator);
        }

        return 0;
    }
}
