using System.Diagnostics;
using GpuBench.Testing;

namespace GpuBench.Kernels.Tests.Sanitizer;

/// <summary>
/// Runs <see cref="SanitizedCases"/> in a process whose only OpenCL device is oclgrind's, which checks every access and barrier.
/// </summary>
public static class Oclgrind
{
    public const string LibraryPath = "/usr/lib/oclgrind/liboclgrind-rt-icd.so";

    private static readonly TimeSpan Ample = TimeSpan.FromMinutes(2);

    /// <summary>The errors that the device wrote to standard error. Fails if the program did not run on oclgrind to its end.</summary>
    public static string Complaints(string part)
    {
        var vendors = Directory.CreateTempSubdirectory("gpubench-oclgrind-");
        try
        {
            File.WriteAllText(Path.Combine(vendors.FullName, "oclgrind.icd"), LibraryPath + "\n");
            using var process = Process.Start(StartInfo(part, vendors.FullName))!;
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            var limit = TimeLimit.Of(Ample);
            if (!limit.WaitForExit(process))
            {
                process.Kill(entireProcessTree: true);
                Assert.Fail($"{part} did not end within {limit}");
            }

            Assert.Contains("Oclgrind", output.Result, StringComparison.Ordinal);
            Assert.True(process.ExitCode == 0, $"{part} ended with {process.ExitCode}: {error.Result}");
            return error.Result;
        }
        finally
        {
            vendors.Delete(recursive: true);
        }
    }

    private static ProcessStartInfo StartInfo(string part, string vendors)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Oclgrind).Assembly.Location, "sanitize", "OpenCl", part])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OCL_ICD_VENDORS"] = vendors;
        start.Environment["OCLGRIND_LOCAL_MEM_SIZE"] = "131072";
        start.Environment["OCLGRIND_DATA_RACES"] = "1";
        // ILGPU's barrier names only global memory. The kernels need shared memory to be ordered too, as it is on the devices in use.
        start.Environment["OCLGRIND_BUILD_OPTIONS"] = "-Dwork_group_barrier(x)=barrier(CLK_LOCAL_MEM_FENCE|CLK_GLOBAL_MEM_FENCE)";
        return start;
    }
}
