using System.Diagnostics;
using System.Text.Json;
using GpuBench.Torch.Loading;

namespace GpuBench.Tests.Torch;

/// <summary>
/// Both ends of a child process that loads libtorch from each of its arguments in turn and reports the result. <c>-</c> means no
/// directory. Then the child searches.
/// </summary>
internal static class LibTorchChild
{
    public const string Role = "libtorch";

    /// <summary>Adds a folder to those that the child expects the runtime to search.</summary>
    public const string SearchedVariable = "GPUBENCH_TESTS_SEARCHED";

    private const string Search = "-";

    /// <summary>The child's end. It writes a <see cref="LibTorchReport"/> to standard output.</summary>
    public static int Run(IReadOnlyList<string> directories)
    {
        if (Environment.GetEnvironmentVariable(SearchedVariable) is { } searched)
            AppContext.SetData("NATIVE_DLL_SEARCH_DIRECTORIES", searched);
        LibTorchLoad.Loaded? loaded = null;
        var refusals = new List<LibTorchLoad.NotLoaded>();
        string? contradiction = null;
        foreach (var directory in directories)
        {
            try
            {
                var load = LibTorch.Load(directory is Search ? null : directory);
                loaded = load as LibTorchLoad.Loaded;
                if (load is LibTorchLoad.NotLoaded refusal)
                    refusals.Add(refusal);
            }
            catch (InvalidOperationException error)
            {
                contradiction = error.Message;
            }
        }
        double? errorShare = loaded is null ? null : SeededProduct.ErrorShare();
        var report = new LibTorchReport(
            loaded, refusals, contradiction, MappedLibraries.PathsOf("libtorch_cpu.so"), MappedLibraries.PathsOf("libc10.so"), errorShare);
        Console.Out.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    /// <summary>The parent's end. It removes every variable that chooses a libtorch.</summary>
    /// <param name="directories">A null directory makes the child search.</param>
    public static LibTorchReport Start(params string?[] directories) => StartInfo(directories).Report<LibTorchReport>();

    /// <summary>The same with one environment variable.</summary>
    public static LibTorchReport StartWith(string variable, string value, params string?[] directories)
    {
        var start = StartInfo(directories);
        start.Environment[variable] = value;
        return start.Report<LibTorchReport>();
    }

    private static ProcessStartInfo StartInfo(string?[] directories) =>
        ChildProcess.Start(Role, directories.Select(directory => directory ?? Search));
}
