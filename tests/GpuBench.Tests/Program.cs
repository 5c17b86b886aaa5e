using GpuBench.Tests.OpenCl;
using GpuBench.Tests.Simulation;
using GpuBench.Tests.Torch;

namespace GpuBench.Tests;

/// <summary>
/// Entry outside the test runner: of a child process, for tests of what a process can do only once, and of the simulated run.
/// <c>dotnet GpuBench.Tests.dll ROLE …</c>.
/// The test runner does not come this way.
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
