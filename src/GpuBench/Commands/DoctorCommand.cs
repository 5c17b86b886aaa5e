using System.CommandLine;
using GpuBench.Diagnosis;
using GpuBench.Measuring;
using GpuBench.Reports;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Can this machine measure well, and what should be changed?</summary>
internal static class DoctorCommand
{
    private static readonly FormatOption s_format = new();
    private static readonly DiscoveryOptions s_discovery = new();

    public static Command Create()
    {
        var command = new Command("doctor", "Can this machine measure well? Drivers, clocks, load, timers, noise, and what to change");
        s_discovery.AddTo(command);
        s_format.AddTo(command);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var inventory = s_discovery.Discover(parsed, interruption.Token);
            var probe = new NoiseProbe(s_discovery.Launcher(parsed), s_discovery.LibTorchDirectory(parsed));
            Finding[] findings =
            [
                .. HostChecks.All(),
                .. DeviceChecks.Of(inventory),
                .. probe.Measure(inventory, interruption.Token),
            ];
            Output.Write(DoctorReport.Of(findings), s_format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
