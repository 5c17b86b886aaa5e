using System.CommandLine;
using GpuBench.Diagnosis;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Reports;
using GpuBench.Running;
using GpuBench.Terminal;

namespace GpuBench.Commands;

/// <summary>Checks whether this machine can measure well.</summary>
internal static class DoctorCommand
{
    private static readonly FormatOption Format = new();
    private static readonly DiscoveryOptions Discovery = new();

    public static Command Create()
    {
        var command = new ExampledCommand(
            "doctor", "Check whether this machine can measure well: drivers, clocks, load, timers, noise, and what to change",
            "doctor", "doctor --format md");
        Discovery.AddTo(command);
        Format.AddTo(command);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var inventory = Discovery.DiscoverTried(parsed, interruption.Token);
            var probe = new NoiseProbe(Discovery.Launcher(parsed), Discovery.LibTorchDirectory(parsed));
            Finding[] findings =
            [
                .. HostChecks.All(),
                .. DeviceChecks.Of(inventory),
                .. probe.Measure(EngineChoice.Among(inventory, engine: null), interruption.Token),
            ];
            Output.Write(DoctorReport.Of(findings), Format.Get(parsed));
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
