using System.Diagnostics;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Torch;
using Xunit;

namespace GpuBench.Tests.CommandLine;

/// <summary>When the launcher builds. The tests use a small copy of the repository whose <c>dotnet</c> only records its calls.</summary>
public sealed class LauncherRebuildTests : IDisposable
{
    private const string Data = "results/accelerators/one.json";
    private readonly TemporaryFolder _folder = new();

    public LauncherRebuildTests()
    {
        foreach (var file in (string[])["gpubench", "src/tools/dotnet.sh", "src/tools/torch-backend.sh", "global.json"])
            Write($"root/{file}", File.ReadAllText(Repository.File(file)));
        string[] sources =
        [
            "src/GpuBench/Program.cs", "kernels/GpuBench.Kernels/Kernel.cs", Data, "results/accelerators/two.json",
            "results/measured/a/run.json", ".editorconfig", "Directory.Build.props",
        ];
        foreach (var file in sources)
            Write($"root/{file}", "1");
        Write("root/bin/dotnet", $"""
            #!/bin/sh
            case $1 in
                --list-sdks) echo '10.0.100 [/sdk]' ;;
                build)
                    echo "build $*" >>'{_folder.Combine("calls")}'
                    mkdir -p '{Root("src/GpuBench/bin/Release/net10.0")}'; touch '{Program}' ;;
                *) echo "called as $GPUBENCH_COMMAND with $2" ;;
            esac
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Root("bin/dotnet"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Program => Root("src/GpuBench/bin/Release/net10.0/gpubench.dll");

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public void Unchanged_sources_are_built_once()
    {
        Assert.Equal(1, BuildsAfter(() => { }));
        Assert.Equal(0, BuildsAfter(() => { }));
        Assert.Equal(0, BuildsAfter(() => Write("root/results/measured/a/run.json", "2")));
    }

    [LinuxFact]
    public void An_edited_file_causes_a_build_even_if_its_time_is_older()
    {
        BuildsAfter(() => { });
        string[] sources =
            [Data, "src/GpuBench/Program.cs", "kernels/GpuBench.Kernels/Kernel.cs", "src/tools/dotnet.sh", "Directory.Build.props"];
        foreach (var file in sources)
            Assert.Equal(1, BuildsAfter(() =>
            {
                File.AppendAllText(Root(file), "\n");
                File.SetLastWriteTimeUtc(Root(file), new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
            }));
    }

    [LinuxFact]
    public void A_deleted_or_added_file_causes_a_build()
    {
        BuildsAfter(() => { });
        Assert.Equal(1, BuildsAfter(() => File.Delete(Root(Data))));
        Assert.Equal(1, BuildsAfter(() => Write("root/results/claims/one.json", "1")));
    }

    [LinuxFact]
    public void A_failed_build_is_tried_again()
    {
        BuildsAfter(() => { });
        var dotnet = File.ReadAllText(Root("bin/dotnet"));
        File.WriteAllText(Root("bin/dotnet"), dotnet.Replace("build)", "build) exit 1;;\nother)", StringComparison.Ordinal));
        File.AppendAllText(Root(Data), " ");
        Assert.Equal(1, Run("gpubench").ExitCode);
        File.WriteAllText(Root("bin/dotnet"), dotnet);
        Assert.Equal(1, BuildsAfter(() => { }));
    }

    [LinuxFact]
    public void Another_libtorch_choice_causes_a_build_and_no_choice_keeps_the_last_one()
    {
        BuildsAfter(() => { });
        Assert.Equal(1, BuildsAfter(() => { }, torchBackend: "external"));
        Assert.EndsWith("TorchBackend=external", File.ReadAllLines(_folder.Combine("calls"))[^1], StringComparison.Ordinal);
        Assert.Equal(0, BuildsAfter(() => { }, torchBackend: "external"));
        Assert.Equal(0, BuildsAfter(() => { }));
    }

    [LinuxFact]
    public void A_linked_launcher_finds_its_repository_and_messages_use_the_name_of_the_link()
    {
        Directory.CreateDirectory(_folder.Combine("links"));
        File.CreateSymbolicLink(_folder.Combine("links/second"), "../root/gpubench");
        File.CreateSymbolicLink(_folder.Combine("first"), "links/second");
        var result = Run("../first");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("called as ../first with devices\n", result.Output);
    }

    private int BuildsAfter(Action change, string? torchBackend = null)
    {
        var before = Builds();
        change();
        var result = Run("./gpubench", torchBackend);
        Assert.True(result.ExitCode == 0, result.Error);
        return Builds() - before;
    }

    private int Builds() => File.Exists(_folder.Combine("calls")) ? File.ReadAllLines(_folder.Combine("calls")).Length : 0;

    private CliResult Run(string launcher, string? torchBackend = null)
    {
        var command = new ProcessStartInfo("/bin/sh", [launcher, "devices"])
        {
            WorkingDirectory = Root(""),
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        command.Environment["PATH"] = $"{Root("bin")}:/usr/bin:/bin";
        command.Environment["TorchBackend"] = torchBackend;
        return Cli.Run(command);
    }

    private string Root(string file) => _folder.Combine($"root/{file}");

    private void Write(string file, string text)
    {
        var path = _folder.Combine(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
