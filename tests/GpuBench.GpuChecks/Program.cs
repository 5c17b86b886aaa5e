using GpuBench.GpuChecks;
using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Rehearsing;
using GpuBench.GpuChecks.Running;

try
{
    if (args is ["inspect", var name, .. var words])
        return InspectedProgram.Run(name, words, Installation.Here);
    var arguments = ProgramArguments.Parse(args);
    return GpuChecksProgram.Run(arguments, Installation.Here, Console.Out);
}
catch (Exception wrong) when (wrong is UsageException or CheckListException)
{
    Console.Error.WriteLine($"gpu-run: {wrong.Message}");
    if (wrong is UsageException)
        Console.Error.WriteLine(ProgramArguments.Usage);
    return 2;
}
catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidOperationException or InvalidDataException)
{
    Console.Error.WriteLine($"gpu-run: {failed.Message}");
    return 1;
}
