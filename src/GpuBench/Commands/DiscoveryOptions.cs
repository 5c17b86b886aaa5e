using System.CommandLine;
using GpuBench.Engines;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Running;
using GpuBench.Publications.Data;
using GpuBench.Publications.Normalising;
using GpuBench.Running;

namespace GpuBench.Commands;

/// <summary>Options of the commands that search for devices.</summary>
internal sealed class DiscoveryOptions
{
    private readonly Option<string?> _libTorch =
        new("--libtorch") { Description = "Folder with libtorch_cpu.so, e.g. of an installed PyTorch", HelpName = "DIR" };
    private readonly Option<bool> _inProcess =
        new("--in-process") { Description = "Measure in this process, for a debugger", Hidden = true };

    public void AddTo(Command command)
    {
        command.Options.Add(_libTorch);
        command.Options.Add(_inProcess);
    }

    public string? LibTorchDirectory(ParseResult parsed) => parsed.GetValue(_libTorch);

    public IWorkerLauncher Launcher(ParseResult parsed) => WorkerCommand.Launcher(InProcess(parsed), LibTorchDirectory(parsed));

    public bool InProcess(ParseResult parsed) => parsed.GetValue(_inProcess);

    /// <summary>All devices of this machine, after their self-tests.</summary>
    public Inventory DiscoverTried(ParseResult parsed, CancellationToken cancellation)
    {
        var inventory = Discover(parsed, cancellation);
        return Tests(parsed, cancellation).Run(inventory, inventory.Devices);
    }

    public SelfTests Tests(ParseResult parsed, CancellationToken cancellation) => new(AllWorkloads.All, Launcher(parsed), cancellation);

    /// <summary>All devices of this machine, each with its product variant.</summary>
    public Inventory Discover(ParseResult parsed, CancellationToken cancellation)
    {
        MeasuringPlatform.Require();
        var inventory = Discovery.Run(
            Backends.All(LibTorchDirectory(parsed)), Launcher(parsed), LibTorchDirectory(parsed), cancellation);
        if (SlowCpuHint.For(inventory) is { } hint)
            Console.Error.WriteLine($"gpubench: {hint}");
        return inventory with
        {
            Devices = [.. inventory.Devices.Select(device => DeviceProduct.Identify(Products.Shipped, device))],
        };
    }
}
