using GpuBench.Torch.SelfTest;

namespace GpuBench.Engines;

/// <summary>How gpubench starts itself as a child process.</summary>
internal static class ThisProgram
{
    /// <summary>The hidden command that tests a libtorch.</summary>
    public const string LibTorchSelfTestName = "libtorch-selftest";

    /// <summary>Time limit for the test of a libtorch.</summary>
    public static readonly TimeSpan LibTorchSelfTestPatience = TimeSpan.FromSeconds(40);

    /// <summary>If it was started as 'dotnet gpubench.dll', the process is dotnet, and its first argument is the assembly.</summary>
    public static (string Program, IReadOnlyList<string> Arguments) With(string command)
    {
        var program = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? (program, [Path.Combine(AppContext.BaseDirectory, "gpubench.dll"), command])
            : (program, [command]);
    }

    public static LibTorchSelfTestProcess LibTorchSelfTest()
    {
        var (program, arguments) = With(LibTorchSelfTestName);
        return new(program, arguments, LibTorchSelfTestPatience);
    }
}
