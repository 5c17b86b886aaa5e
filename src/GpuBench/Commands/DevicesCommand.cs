using System.CommandLine;
using GpuBench.Measuring;
using GpuBench.Reports;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Lists the devices of this machine.</summary>
internal static class DevicesCommand
{
    private static readonly FormatOption Format = new();
    private static readonly DiscoveryOptions Discovery = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "devices", "List the CUDA, OpenCL and CPU devices, and the reason for each missing back end", "devices", "devices --json");
        Discovery.AddTo(command);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var inventory = Discovery.DiscoverTried(parsed, interruption.Token);
            Output.Write(DeviceReport.Of(inventory), Format.Get(parsed));
            return (int)(inventory.Devices.Count > 0 ? ExitCode.Ok : ExitCode.NoDevice);
        });
        return command;
    }
}
