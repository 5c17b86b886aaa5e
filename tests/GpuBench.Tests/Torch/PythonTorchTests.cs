using GpuBench.Testing;
using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>Queries of an interpreter, with the shell instead of Python.</summary>
public sealed class PythonTorchTests
{
    private static readonly TimeSpan Ample = TimeLimit.Ample(TimeSpan.FromMinutes(1));

    [LinuxFact]
    public void The_library_directory_is_the_folder_lib_of_the_package()
        => Assert.Equal("/opt/torch/lib", PythonTorch.LibraryDirectory("sh", "echo a warning >&2; echo /opt/torch", Ample));

    [LinuxFact]
    public void An_interpreter_without_the_package_gives_no_directory()
        => Assert.Null(PythonTorch.LibraryDirectory("sh", "echo", Ample));

    [LinuxFact]
    public void An_interpreter_that_fails_gives_no_directory()
        => Assert.Null(PythonTorch.LibraryDirectory("sh", "echo /opt/torch; exit 1", Ample));

    [LinuxFact]
    public void A_missing_interpreter_gives_no_directory()
        => Assert.Null(PythonTorch.LibraryDirectory("no-such-interpreter", "echo /opt/torch", Ample));

    [LinuxFact]
    public void An_interpreter_that_does_not_answer_in_time_gives_no_directory()
        => Assert.Null(PythonTorch.LibraryDirectory("sh", "sleep 600; echo /opt/torch", TimeSpan.FromMilliseconds(200)));
}
