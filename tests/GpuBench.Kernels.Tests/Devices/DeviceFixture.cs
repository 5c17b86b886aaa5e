using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;

namespace GpuBench.Kernels.Tests.Devices;

/// <summary>Opens each device once for all tests. Therefore the tests run one after another.</summary>
public sealed class DeviceFixture : IDisposable
{
    private readonly Dictionary<TestDevice, (Context Context, Accelerator Accelerator)> open = [];
    private readonly IndexFaultListener _listener = new();

    public DeviceFixture()
    {
        Trace.Listeners.Clear();
        Trace.Listeners.Add(_listener);
    }

    public Accelerator this[TestDevice device]
    {
        get
        {
            if (!open.TryGetValue(device, out var pair))
                open[device] = pair = DeviceOpener.Open(device);
            return pair.Accelerator;
        }
    }

    /// <summary>The number of accesses outside a view that the CPU accelerator has found so far.</summary>
    public int IndexFaultCount => _listener.FaultCount;

    public void Dispose()
    {
        foreach (var (context, accelerator) in open.Values)
        {
            accelerator.Dispose();
            context.Dispose();
        }
    }
}
