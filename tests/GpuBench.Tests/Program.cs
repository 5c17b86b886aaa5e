using GpuBench.Tests.OpenCl;
using GpuBench.Tests.Simulation;
using GpuBench.Tests.Torch;

namespace GpuBench.Tests;

/// <summary>
/// Entry point outside the test runner. It runs the child processes of tests of what a process can do only once, and the simulated run.
/// <c>dotnet GpuBench.Tests.dll ROLE …</c>. The test runner does not use this entry point.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        [LibTorchChild.Role, .. var rest] => LibTorchChild.Run(rest),
        [StableChild.Role] => StableChild.Run(),
        [OpenClChild.Role] => OpenClChild.Run(),
        [SimulationProgram.Role, _, ..] => SimulationProgram.Run(arguments[1..]),
        _ => 2,
    };
}
