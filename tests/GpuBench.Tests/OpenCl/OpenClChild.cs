using System.Text.Json;
using GpuBench.Ilgpu.Devices;
using GpuBench.Measuring.Journals;

namespace GpuBench.Tests.OpenCl;

/// <summary>The devices that the OpenCL back end lists, in a process with its own loader.</summary>
internal static class OpenClChild
{
    public const string Role = "opencl-inventory";

    public static int Run()
    {
        Console.Out.Write(JsonSerializer.Serialize(new OpenClBackend().Discover(), JournalJson.Default.Inventory));
        return 0;
    }
}
