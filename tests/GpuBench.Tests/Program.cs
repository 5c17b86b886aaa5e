using GpuBench.Tests.Torch;

namespace GpuBench.Tests;

/// <summary>
/// Entry of a child process, for tests of what a process can do only once: <c>dotnet GpuBench.Tests.dll ROLE …</c>.
/// The test runner does not come this way.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments) => arguments switch
    {
        [LibTorchChild.Role, .. var rest] => LibTorchChild.Run(rest),
        [StableChild.Role] => StableChild.Run(),
        _ => 2,
    };
}
