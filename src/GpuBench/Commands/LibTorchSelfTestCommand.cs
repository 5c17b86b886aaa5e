using System.CommandLine;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Torch.SelfTest;

namespace GpuBench.Commands;

/// <summary>
/// Hidden command that tests a libtorch and prints one JSON line. It has its own process, because libtorch may abort.
/// </summary>
internal static class LibTorchSelfTestCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR");
        var command = new Command(ThisProgram.LibTorchSelfTestName, "Test the libtorch of a directory") { Hidden = true };
        command.Arguments.Add(directory);
        command.SetAction(parsed =>
        {
            // The parent ends this process at the time limit. The timer ends it if the parent was killed.
            using var limit = new Timer(
                _ => Environment.FailFast("the parent is gone"), null, 2 * ThisProgram.LibTorchSelfTestPatience, Timeout.InfiniteTimeSpan);
            Console.Out.WriteLine(LibTorchSelfTest.Run(parsed.GetValue(directory)).ToLine());
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
