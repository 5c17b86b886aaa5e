using System.Diagnostics;
using GpuBench.Benchmarks.Checkpoints;
using GpuBench.Measuring;
using GpuBench.Workloads.Models;

namespace GpuBench.Benchmarks.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoint-test-").FullName;

    public static TheoryData<string> Models => [.. CheckpointFamily.All.Select(family => family.ModelType)];

    [Theory]
    [MemberData(nameof(Models))]
    public void The_config_json_describes_the_decoder(string model)
    {
        Write(model);
        var family = CheckpointFamily.All.Single(one => one.ModelType == model);
        var read = LlamaConfigFile.Read(Path.Combine(_folder, "config.json"));
        Assert.Equal(family.Config, read with { Name = family.Config.Name });
    }

    /// <summary>Names, shapes and layout of each tensor, and the logits, by a program that shares nothing with the writer.</summary>
    [PythonTheory]
    [MemberData(nameof(Models))]
    public void An_independent_program_reads_the_same_model(string model)
    {
        Write(model);
        var (exitCode, output) = Python("run_checkpoint.py", _folder);
        Assert.True(exitCode == 0, output);
        Assert.Matches($"^{model}: [1-9][0-9]+ tensors, 320 logits, largest error [0-9.e-]+ of the largest logit$", output.TrimEnd());
    }

    /// <summary>Rotating the wrong pairs changes the logits, so that the order of rows matters.</summary>
    [PythonTheory]
    [MemberData(nameof(Models))]
    public void Only_GLM_rotates_neighbours(string model)
    {
        Write(model);
        Assert.Equal(model == "glm4" ? 0 : 1, Python("run_checkpoint.py", "--pairs", _folder).ExitCode);
    }

    [PythonTheory]
    [InlineData("\"model.norm.weight\"", "\"model.nrom.weight\"", "differ from transformers")]
    [InlineData("[64]", "[65]", "is not fp32")]
    public void A_damaged_file_is_found(string from, string to, string says)
    {
        Write("llama");
        var file = Path.Combine(_folder, "model.safetensors");
        var text = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllBytes(file, System.Text.Encoding.Latin1.GetBytes(text.Replace(from, to, StringComparison.Ordinal)));
        var (exitCode, output) = Python("run_checkpoint.py", _folder);
        Assert.Equal(1, exitCode);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_Python_without_transformers_says_so_with_its_own_exit_code()
    {
        Write("llama");
        // -S: without installed packages.
        var (exitCode, output) = Start("-S", Tool("check_checkpoint.py"), _folder);
        Assert.Equal(3, exitCode);
        Assert.Contains("not run: this python3 cannot load torch and transformers: ModuleNotFoundError", output, StringComparison.Ordinal);
        Assert.Equal(0, Start("-S", Tool("check_checkpoint.py"), "--if-possible", _folder).ExitCode);
    }

    [Fact]
    public void All_architectures_are_written_into_a_folder_each()
    {
        Write("all");
        Assert.Equal(
            CheckpointFamily.All.Select(family => family.ModelType).Order(StringComparer.Ordinal),
            Directory.GetDirectories(_folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--model", "llama")]
    [InlineData("DIR", "--model", "gpt2")]
    [InlineData("DIR", "--modle", "llama")]
    public void A_wrong_command_line_is_refused(params string[] words) =>
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => CheckpointCommand.Run(words)).ExitCode);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string model) => Assert.Equal(0, CheckpointCommand.Run([_folder, "--model", model]));

    private static (int ExitCode, string Output) Python(string tool, params string[] arguments) => Start([Tool(tool), .. arguments]);

    private static (int ExitCode, string Output) Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        start.Environment.Remove("PYTHONPATH");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private static string Tool(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GpuBench.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, "tests", "tools", name);
    }
}
