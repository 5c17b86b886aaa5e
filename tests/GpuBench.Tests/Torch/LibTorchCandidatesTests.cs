using GpuBench.Tests.Fakes;
using GpuBench.Torch.Loading;
using Xunit;

namespace GpuBench.Tests.Torch;

public sealed class LibTorchCandidatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private int _pythonQuestions;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Requested_directories_come_first_then_the_programs_libtorch_then_PyTorch()
    {
        _variables["GPUBENCH_LIBTORCH"] = Holding("variable");
        _variables["VIRTUAL_ENV"] = Environment("venv");
        _variables["CONDA_PREFIX"] = Environment("conda");
        var holding = Candidates(Holding("option")).InOrder().Where(candidate => candidate.HoldsLibTorch);
        Assert.Equal(Enum.GetValues<LibTorchOrigin>(), holding.Select(candidate => candidate.Origin));
    }

    [Fact]
    public void Python_is_queried_only_if_no_other_candidate_has_libtorch()
    {
        var all = Candidates();
        Assert.Equal(LibTorchOrigin.AppDirectory, all.Choose()!.Origin);
        Assert.Equal(0, _pythonQuestions);
        var nothingElse = Candidates(appHolds: false, bundledHolds: false);
        Assert.Equal(new LibTorchCandidate(_folder.Combine("python"), LibTorchOrigin.Python), nothingElse.Choose());
        Assert.Equal(1, _pythonQuestions);
    }

    [Fact]
    public void A_requested_directory_is_never_replaced_by_another()
    {
        Assert.Null(Candidates(Empty("wrong")).Choose());
        _variables["GPUBENCH_LIBTORCH"] = Empty("wrong-too");
        Assert.Null(Candidates().Choose());
        Assert.Equal(LibTorchOrigin.Option, Candidates(Holding("right")).Choose()!.Origin);
    }

    [Fact]
    public void The_folder_above_the_libraries_is_accepted()
    {
        var libraries = Holding(Path.Combine("libtorch", "lib"));
        Assert.Equal(new LibTorchCandidate(libraries, LibTorchOrigin.Option), Candidates(_folder.Combine("libtorch") + "/").Choose());
    }

    [Theory]
    [InlineData(
        "torch/version.py", "from typing import Optional\n__version__ = '2.11.0+cu130'\ndebug = False\n", "torch/lib", "2.11.0+cu130")]
    [InlineData("libtorch/build-version", "2.10.0+cpu\n", "libtorch/lib", "2.10.0+cpu")]
    [InlineData("unrelated", "2.9.0", "libtorch-cpu-linux-x64/2.10.0/runtimes/linux-x64/native", "2.10.0")]
    [InlineData("torch/version.py", "cuda = '13.0'\n", "torch/lib", null)]
    public void The_version_is_read_from_neighbouring_files_or_the_path(string file, string text, string directory, string? version)
    {
        var path = _folder.Combine(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        Assert.Equal(version, new LibTorchCandidate(_folder.Combine(directory), LibTorchOrigin.Option).Version);
    }

    [Fact]
    public void The_ABI_version_has_major_and_minor_in_its_highest_bytes()
        => Assert.Equal("2.10", LibTorchVersion.FromAbiVersion(0x020A_0000_0000_0000));

    private LibTorchCandidates Candidates(string? option = null, bool appHolds = true, bool bundledHolds = true) => new()
    {
        OptionDirectory = option,
        Variable = name => _variables.GetValueOrDefault(name),
        AppDirectories = [appHolds ? Holding("app") : Empty("no-app")],
        BundledDirectory = bundledHolds ? Holding("bundled") : Empty("not-bundled"),
        PythonDirectory = () =>
        {
            _pythonQuestions++;
            return Holding("python");
        },
    };

    private string Environment(string name)
    {
        Holding(Path.Combine(name, "lib", "python3.12", "site-packages", "torch", "lib"));
        return _folder.Combine(name);
    }

    private string Holding(string name)
    {
        var directory = Empty(name);
        File.WriteAllText(Path.Combine(directory, "libtorch_cpu.so"), "");
        return directory;
    }

    private string Empty(string name) => Directory.CreateDirectory(_folder.Combine(name)).FullName;
}
