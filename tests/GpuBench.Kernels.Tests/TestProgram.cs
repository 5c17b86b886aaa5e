using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Tests.Devices;
using GpuBench.Kernels.Tests.Loading;
using GpuBench.Kernels.Tests.Measuring;
using GpuBench.Kernels.Tests.Running;
using GpuBench.Kernels.Tests.Sanitizer;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests;

/// <summary>The entry point of this assembly outside a test runner. Exit code 2 is a usage error. Exit code 1 is a failure.</summary>
internal static class TestProgram
{
    private const string Usage =
        """
        usage: test TEXT               runs the tests whose name contains TEXT
               list TEXT               prints their names
               measure DEVICE [SIZE]   the rate of every kernel; DEVICE is Cpu, OpenCl or Cuda
               measure DEVICE SIZE TEXT,...   of the kernels whose row contains a TEXT
               ptx FOLDER              writes the text of every kernel there
               sanitize DEVICE PART    small cases on a device, for a tool that checks them
               stand-in COMMAND...     one of these on a stand-in for the CUDA driver, whose GPU is interpreted
        """;

    private static readonly TestDevice[] Devices = [TestDevice.Cpu, TestDevice.OpenCl, TestDevice.Cuda];

    private static int Main(string[] args) => args switch
    {
        ["sanitize", var device, var part] => Sanitize(device, part),
        ["measure", var device] => Measure(device, sizeText: null, []),
        ["measure", var device, var size] => Measure(device, size, []),
        ["measure", var device, var size, var wanted] => Measure(device, size, wanted.Split(',', StringSplitOptions.RemoveEmptyEntries)),
        ["test", var text] => TestRun.Run(text),
        ["list", var text] => TestRun.List(text),
        ["ptx", var folder] => PtxDump.Write(folder),
        ["stand-in", _, ..] => OnFakeDriver(args[1..]),
        _ => Refuse(Usage),
    };

    private static int Sanitize(string deviceName, string part) =>
        DeviceOf(deviceName) is { } device
            ? On(device, accelerator =>
            {
                SanitizedCases.Run(accelerator, part);
                Console.WriteLine($"{part}: ok");
                return 0;
            })
            : Refuse($"sanitize: DEVICE is '{deviceName}'; give {string.Join(" or ", Devices)}");

    private static int Measure(string deviceName, string? sizeText, IReadOnlyList<string> wanted)
    {
        int? size = null;
        if (sizeText is not null)
        {
            if (!LadderSize.TryParse(sizeText, out var number))
                return Refuse($"measure: SIZE is '{sizeText}'; give a whole number from {LadderSize.Least} to {LadderSize.Most}");
            size = number;
        }

        var device = DeviceOf(deviceName);
        if (device is null)
            return Refuse($"measure: DEVICE is '{deviceName}'; give {string.Join(" or ", Devices)}");
        try
        {
            return On(device.Value, accelerator =>
            {
                var timer = LaunchTimer.For(DeviceTraits.Of(accelerator));
                return new LadderMeasurement(accelerator, LadderSize.Of(accelerator, size), timer, Console.Out, wanted).Run();
            });
        }
        catch (AcceleratorException failure)
        {
            Console.Error.WriteLine($"measure: {device}: {failure.Message}; where its memory is too small, give a smaller SIZE");
            return 1;
        }
    }

    private static TestDevice? DeviceOf(string name) =>
        Devices.Where(known => known.ToString() == name).Select(known => (TestDevice?)known).SingleOrDefault();

    private static int On(TestDevice device, Func<Accelerator, int> run)
    {
        if (DeviceOpener.AbsenceReason(device) is { } reason)
        {
            Console.Error.WriteLine($"{device}: {reason}");
            return 1;
        }

        var (context, accelerator) = DeviceOpener.Open(device);
        using (context)
        using (accelerator)
        {
            Console.WriteLine(accelerator.Name);
            return run(accelerator);
        }
    }

    private static int OnFakeDriver(string[] command)
    {
        if (FakeDriverSetup.RefusalReason is { } reason)
        {
            Console.Error.WriteLine($"stand-in: {reason}");
            return 1;
        }

        FakeDriverSetup.Present();
        return Main(command);
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
