using System.CommandLine;
using GpuBench.Engines;
using GpuBench.Measuring;
using GpuBench.Torch.SelfTest;

namespace GpuBench.Commands;

/// <summary>
/// The hidden command that tries a libtorch and prints one JSON line; it may abort, which is why it is a process of its own.
/// </summary>
internal static class LibTorchSelfTestCommand
{
    public static Command Create()
    {
        var directory = new Argument<string>("DIR");
        var command = new Command(ThisProgram.LibTorchSelfTestName, "Tries the libtorch of a directory") { Hidden = true };
        command.Arguments.Add(directory);
        command.SetAction(parsed =>
        {
            // Its parent ends it after its patience, unless that was killed itself.
            using var limit = new Timer(
                _ => Environment.FailFast("the parent is gone"), null, 2 * ThisProgram.LibTorchSelfTestPatience, Timeout.InfiniteTimeSpan);
            Console.Out.WriteLine(LibTorchSelfTest.Run(parsed.GetValue(directory)).ToLine());
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
