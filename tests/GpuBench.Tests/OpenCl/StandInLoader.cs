using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using GpuBench.Tests.CommandLine;
using GpuBench.Tests.Fakes;
using GpuBench.Tests.Torch;

namespace GpuBench.Tests.OpenCl;

/// <summary>
/// An OpenCL loader (loader.c) that forwards calls to the installed loader and answers some of them as a test requires. It simulates
/// devices with limits and faults that this machine does not have. It is compiled once.
/// </summary>
public sealed class StandInLoader : IDisposable
{
    private const string LoaderName = "libOpenCL.so.1";
    private const string RenamedLoader = "libOpenCR.so.1";

    private static readonly Lazy<string?> Absence = new(AbsenceReasonHere);

    private readonly TemporaryFolder _library = new();

    public StandInLoader()
    {
        if (AbsenceReason is null)
            Compile();
    }

    /// <summary>Why the tests cannot run, or null if they can.</summary>
    public static string? AbsenceReason => Absence.Value;

    /// <summary>Runs the program on the stand-in, with PoCL as the only driver.</summary>
    /// <param name="lies">Environment variables of loader.c.</param>
    internal CliResult Run(string folder, IEnumerable<(string Variable, string Value)> lies, params string[] arguments)
    {
        var command = Cli.Command(folder, arguments);
        Deceive(command, lies);
        return Cli.Run(command);
    }

    /// <summary>The devices that the back end lists on the stand-in.</summary>
    public Inventory List(params IEnumerable<(string Variable, string Value)> lies)
    {
        var command = ChildProcess.Start(OpenClChild.Role);
        Deceive(command, lies);
        using var child = Process.Start(command)!;
        var complaints = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? JsonSerializer.Deserialize(output, JournalJson.Default.Inventory)!
            : throw new InvalidOperationException($"the child ended with {child.ExitCode}: {complaints.Result}");
    }

    private void Deceive(ProcessStartInfo command, IEnumerable<(string Variable, string Value)> lies)
    {
        command.Environment["LD_LIBRARY_PATH"] = _library.FullName;
        command.Environment["OCL_ICD_VENDORS"] = OpenClDrivers.PoclFile;
        foreach (var (variable, value) in lies)
            command.Environment[variable] = value;
    }

    public void Dispose() => _library.Dispose();

    private static string? AbsenceReasonHere()
    {
        if (!OperatingSystem.IsLinux() || RealLoader() is null)
            return $"{LoaderName} is not installed";
        if (!File.Exists(OpenClDrivers.PoclFile))
            return $"{OpenClDrivers.PoclFile} is absent (Debian package pocl-opencl-icd)";
        try
        {
            return Compiler("--version").ExitCode == 0 ? null : "there is no C compiler (cc) here";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "there is no C compiler (cc) here";
        }
    }

    /// <summary>The path at which the dynamic linker finds the loader.</summary>
    private static string? RealLoader() => !NativeLibrary.TryLoad(LoaderName, out _)
        ? null
        : File.ReadLines("/proc/self/maps").Where(line => line.Contains('/'))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..])
            .FirstOrDefault(path => Path.GetFileName(path).StartsWith(LoaderName, StringComparison.Ordinal));

    private void Compile()
    {
        // A copy of the real loader under another name. The name recorded inside the file must change too.
        var bytes = File.ReadAllBytes(RealLoader()!);
        var name = Encoding.ASCII.GetBytes(LoaderName);
        for (var at = bytes.AsSpan().IndexOf(name); at >= 0; at = bytes.AsSpan().IndexOf(name))
            Encoding.ASCII.GetBytes(RenamedLoader).CopyTo(bytes, at);
        File.WriteAllBytes(_library.Combine(RenamedLoader), bytes);
        string[] arguments =
        [
            "-shared", "-fPIC", "-O1", "-D_GNU_SOURCE", "-Wall", "-Werror", "-o", _library.Combine(LoaderName),
            Repository.File("tests/GpuBench.Tests/OpenCl/loader.c"), $"-Wl,-soname,{LoaderName}",
            "-Wl,-rpath,$ORIGIN", "-Wl,--no-as-needed", $"-L{_library.FullName}", $"-l:{RenamedLoader}", "-ldl",
        ];
        var (exitCode, said) = Compiler(arguments);
        if (exitCode != 0)
            throw new InvalidOperationException($"loader.c does not compile: {said}");
    }

    private static (int ExitCode, string Said) Compiler(params string[] arguments)
    {
        var start = new ProcessStartInfo("cc", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var compiler = Process.Start(start)!;
        var error = compiler.StandardError.ReadToEndAsync();
        var output = compiler.StandardOutput.ReadToEnd();
        compiler.WaitForExit();
        return (compiler.ExitCode, output + error.Result);
    }
}
