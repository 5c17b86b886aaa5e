using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.Memory;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Launches of <see cref="StoreKernel"/>: launch number i stores i.</summary>
public sealed class LaunchLatencyWorkload : IWorkload
{
    public WorkloadDefinition Definition => LaunchLatencyDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public IReadOnlyList<WorkloadKernel> Kernels { get; } =
        [new("store", "one work item stores one word, so that a check can see the launch")];

    public bool Offers(DeviceInfo device, NumericTriple dtype) => true;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => null;

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var store = opened.Load("store", () => StoreKernel.Load(accelerator));
        var target = DeviceTensor.Poisoned(accelerator, wordCount: 1, setCount: 1);
        return new PreparedTrial(
            new(Kernels[0].Name, Kernels[0].Technique), HardwareUnit.Simt, setCount: 1,
            i => store(stream, target[0], (uint)i),
            i =>
            {
                var isRight = target.ToHost(0)[0] == (uint)i;
                target.PoisonAgain(0);
                return new(isRight ? 0 : 1, Tolerance: 0, "the number of the last launch");
            },
            target)
        {
            Clock = LaunchLatencyDefinition.ClockOf(trial.Point),
        };
    }
}
