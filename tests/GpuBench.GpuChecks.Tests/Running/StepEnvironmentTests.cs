using GpuBench.GpuChecks.Running;

namespace GpuBench.GpuChecks.Tests.Running;

public sealed class StepEnvironmentTests
{
    [Fact]
    public void Torch_and_the_libraries_of_its_packages_are_found_without_loading_it()
    {
        using var folder = new TemporaryFolder();
        foreach (var place in (string[])["site/torch/lib", "site/nvidia/cu13/lib", "site/nvidia/cudnn/lib"])
            Directory.CreateDirectory(folder.File(place));
        File.WriteAllText(folder.File("site/torch/__init__.py"), "raise Exception('it was loaded')\n");
        var variables = StepEnvironment.Create(new(Repository.ProgramFolder), folder.Path);
        (variables["PYTHONPATH"], variables["LD_LIBRARY_PATH"]) = (folder.File("site"), "/given");
        StepEnvironment.AddLibraries(variables, folder.Path);
        Assert.Equal(folder.File("site/torch/lib"), variables["TORCH_LIB"]);
        Assert.EndsWith(
            $"{folder.File("site/nvidia/cu13/lib")}:{folder.File("site/nvidia/cudnn/lib")}:/given",
            variables["LD_LIBRARY_PATH"], StringComparison.Ordinal);
    }

    [Fact]
    public void TORCH_LIB_is_a_nonexistent_folder_if_torch_is_not_installed()
    {
        using var folder = new TemporaryFolder();
        var variables = StepEnvironment.Create(new(Repository.ProgramFolder), folder.Path);
        variables["PATH"] = "/nowhere";
        StepEnvironment.AddLibraries(variables, folder.Path);
        Assert.Equal("/nonexistent", variables["TORCH_LIB"]);
    }

    [Fact]
    public void Every_program_of_a_command_is_in_a_folder_of_the_search_path()
    {
        var installation = new Installation(Repository.ProgramFolder);
        Assert.Equal(Repository.Root, installation.SourceRoot);
        foreach (var program in (string[])["gpubench", "GpuBench.Kernels.Tests", "GpuBench.Benchmarks", "ptx-calibration", "gpu-checks"])
            Assert.True(File.Exists(installation.Program(program)));
    }
}
