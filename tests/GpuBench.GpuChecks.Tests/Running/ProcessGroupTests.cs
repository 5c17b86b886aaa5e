using GpuBench.GpuChecks.Running;
using GpuBench.Testing;

namespace GpuBench.GpuChecks.Tests.Running;

public sealed class ProcessGroupTests
{
    private static readonly TimeSpan Ample = TimeLimit.Ample(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("echo $UNSET; exit 0", 2)]
    [InlineData("nothing-of-this-name", 127)]
    public void The_exit_code_is_that_of_the_shell(string command, int expected)
    {
        using var folder = new TemporaryFolder();
        var end = Run(folder, command, Ample);
        Assert.Equal(expected, end.ExitCode);
        Assert.False(end.TimedOut);
    }

    [Fact]
    public void The_log_has_both_outputs_and_the_command_gets_only_the_given_variables()
    {
        using var folder = new TemporaryFolder();
        var end = new ProcessGroup(folder.Path, new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "a b" })
            .Run("echo \"$A\"; echo error >&2; pwd; /usr/bin/env | grep -c HOME=", folder.File("log"), Ample, CancellationToken.None);
        Assert.Equal(1, end.ExitCode);
        Assert.Equal($"a b\nerror\n{folder.Path}\n0\n", File.ReadAllText(folder.File("log")));
    }

    [Theory]
    [InlineData("sleep 100000")]
    // It ignores the request to end.
    [InlineData("(trap '' TERM; while :; do sleep 1; done)")]
    public void A_timeout_ends_the_whole_group(string forever)
    {
        using var folder = new TemporaryFolder();
        // On a slow machine the limit may expire before the shell has written the child's id.
        for (var limit = TimeSpan.FromSeconds(2); !HasText(folder.File("child")); limit *= 2)
        {
            var end = Run(folder, $"{forever} & echo $! >child; {forever}", limit);
            Assert.True(end.TimedOut);
            Assert.True(end.WasKilled);
        }
        Assert.True(HasEnded(File.ReadAllText(folder.File("child")).Trim()));
    }

    [Fact]
    public void Background_processes_of_a_command_are_ended_with_the_command()
    {
        using var folder = new TemporaryFolder();
        var end = Run(folder, "sleep 100000 & echo $! >child", Ample);
        Assert.Equal(0, end.ExitCode);
        Assert.True(HasEnded(File.ReadAllText(folder.File("child")).Trim()));
    }

    [Fact]
    public async Task A_cancellation_ends_the_command()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        var run = Task.Run(() =>
            new ProcessGroup(folder.Path, Variables()).Run("echo >started; sleep 100000", folder.File("log"), Ample, source.Token));
        Assert.True(TimeLimit.Of(TimeSpan.FromMinutes(1)).WaitFor(() => File.Exists(folder.File("started"))));
        await source.CancelAsync();
        Assert.True((await run).TimedOut);
    }

    private static Dictionary<string, string> Variables() => new(StringComparer.Ordinal) { ["PATH"] = "/usr/local/bin:/usr/bin:/bin" };

    private static StepEnd Run(TemporaryFolder folder, string command, TimeSpan limit) =>
        new ProcessGroup(folder.Path, Variables()).Run(command, folder.File("log"), limit, CancellationToken.None);

    private static bool HasText(string file) => File.Exists(file) && File.ReadAllText(file).EndsWith('\n');

    /// <summary>True if the process has exited, or is a zombie that its new parent has not waited for.</summary>
    private static bool HasEnded(string process) => TimeLimit.Of(TimeSpan.FromMinutes(1)).WaitFor(() =>
    {
        try
        {
            var status = File.ReadAllText($"/proc/{process}/stat");
            return status[(status.LastIndexOf(')') + 2)..].StartsWith('Z');
        }
        catch (IOException)
        {
            return true;
        }
    });
}
