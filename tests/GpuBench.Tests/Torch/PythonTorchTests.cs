using GpuBench.Testing;
using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

/// <summary>Queries of an interpreter, with the shell instead of Python.</summary>
public sealed class PythonTorchTests
{
    private static readonly TimeSpan Ample = TimeLimit.Ample(TimeSpan.FromMinutes(1));

    [LinuxFact]
    public void The_libraries_lie_in_the_folder_below_the_package()
        => Assert.Equal("/opt/torch/lib", PythonTorch.LibraryDirectory("sh", "echo a warning >&2; echo /opt/torch", Ample));

    [LinuxFact]
    public void An_interpreter_without_the_package_prints_nothing()
        => Assert.Null(PythonTorch.LibraryDirectory("sh", "echo", Ample));

    [LinuxFact]
    public void An_interpreter_that_fails_has_no_say()
        => Assert.Null(PythonTorch.LibraryDirectory("sh", "echo /opt/torch; exit 1", Ample));

    [LinuxFact]
    public void A_missing_interpreter_has_no_say()
        => Assert.Null(PythonTorch.LibraryDirectory("no-such-interpreter", "echo /opt/torch", Ample));

    [LinuxFact]
    public void An_interpreter_that_never_answers_is_given_up()
        => Assert.Null(PythonTorch.LibraryDirectory("sh", "sleep 600; echo /opt/torch", TimeSpan.FromMilliseconds(200)));
}
