using System.Globalization;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Journals;
using ILGPU.Runtime.CPU;

namespace GpuBench.Ilgpu.Devices;

/// <summary>
/// ILGPU's CPU accelerator: one operating-system thread per lane. Every host has it, and it checks every index. Its speed does
/// not represent the processor's.
/// </summary>
public sealed class CpuBackend : IBackend
{
    /// <summary>The smallest warp that ILGPU allows. More threads than cores only add context switches.</summary>
    private const int LanesPerWarp = 2;

    public string Engine => IlgpuEngine.Name;

    public Backend Backend => Backend.Cpu;

    public Inventory Discover()
    {
        var host = HostInfo.Read();
        return Inventory.Of(new DeviceInfo
        {
            Engine = Engine,
            Backend = Backend,
            Index = 0,
            Class = DeviceClass.ManagedCpu,
            Name = string.Create(CultureInfo.InvariantCulture, $"ILGPU CPU accelerator, {ThreadCount} threads on {host.Cpu}"),
            Vendor = "ILGPU",
            Driver = IlgpuEngine.Version,
            MemoryBytes = host.MemoryBytes,
            MaxAllocationBytes = host.MemoryBytes,
            LastLevelCacheBytes = HostCache.LastLevelBytes(),
            ComputeUnits = ThreadCount,
            Capabilities = ["fp64", "int32", "barrier-free-only"],
        });
    }

    public IDevice Open(DeviceInfo device)
    {
        var context = IlgpuEngine.CreateContext(builder => builder.CPU(new CPUDevice(LanesPerWarp, 1, ThreadCount / LanesPerWarp)));
        var accelerator = context.GetCPUDevice(0).CreateCPUAccelerator(context);
        return new IlgpuDevice(device, context, accelerator, IlgpuTimer.Host);
    }

    private static int ThreadCount => Math.Max(LanesPerWarp, Environment.ProcessorCount / LanesPerWarp * LanesPerWarp);
}
