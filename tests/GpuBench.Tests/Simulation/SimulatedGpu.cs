using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using Microsoft.Extensions.Time.Testing;

namespace GpuBench.Tests.Simulation;

/// <summary>An H100 as an engine lists and opens it. Its time comes from a simulated clock.</summary>
internal sealed class SimulatedGpu(string engine, FakeTimeProvider time, SimulatedHost host, SimulatedRates rates) : IBackend
{
    public string Engine => engine;

    public Backend Backend => Backend.Cuda;

    public DeviceInfo Info { get; } = new()
    {
        Engine = engine,
        Backend = Backend.Cuda,
        Index = 0,
        Class = DeviceClass.Accelerator,
        Name = "NVIDIA H100 80GB HBM3",
        Vendor = "NVIDIA",
        Architecture = "sm_90",
        MemoryBytes = 80L << 30,
        MaxAllocationBytes = 80L << 30,
        LastLevelCacheBytes = 50 << 20,
        ComputeUnits = 132,
        ClockHertz = 1.98e9,
        MemoryClockHertz = 2.619e9,
        MemoryBusBits = 5120,
        Capabilities = ["int32", "fp64", "fp16", "pinned", "fp8-block-scales"],
    };

    public Inventory Discover() => Inventory.Of(Info);

    public IDevice Open(DeviceInfo device)
    {
        time.Advance(TimeSpan.FromSeconds(host.StartSeconds(engine)));
        return new Opened(this);
    }

    /// <summary>Each worker creates a new one. The data that it keeps between rounds is lost with the worker.</summary>
    internal sealed class Opened(SimulatedGpu gpu) : IDevice
    {
        private readonly HashSet<string> _kept = [];

        public DeviceInfo Info => gpu.Info;

        public string EngineVersion => "simulated 1.0";

        public DeviceTimer Timer { get; } = new("cuda-event", 0.5e-6, 3e-6);

        public LaunchTiming Time(IPreparedTrial trial, int firstIndex, int launchCount)
        {
            var before = gpu.Now;
            for (var i = 0; i < launchCount; i++)
                trial.Launch(firstIndex + i);
            return new((gpu.Now - before).TotalSeconds, 0);
        }

        public void Synchronize()
        {
        }

        public Telemetry? ReadTelemetry() => null;

        public void Dispose()
        {
        }

        /// <summary>Whether something was already kept, e.g. an operand or a kernel. It is kept after the call.</summary>
        public bool Keeps(string what) => !_kept.Add(what);

        public IPreparedTrial Prepare(WorkloadDefinition definition, Trial trial)
        {
            var (hostWork, work) = (definition.HostWorkOf(trial.Point, trial.DType), definition.Count(trial.Point, trial.DType));
            if (!Keeps($"kernel {trial.Class}"))
                gpu.Spend(gpu.Host.CompileSeconds);
            // Operands depend only on their number and type, so trials of other shapes share them.
            gpu.Spend(gpu.Host.PrepareSeconds(
                hostWork, Keeps($"operands {trial.Workload} {hostWork.PreparedElements} {trial.DType?.Input}")));
            return new Prepared(gpu, UnitOf(trial), hostWork, gpu.Rates.Seconds(trial, work), CycleLength(trial));
        }
    }

    private static int CycleLength(Trial trial) => trial.Workload == "decode" ? trial.Point.Int("steps") : 1;

    /// <summary>The unit that the engines' kernels use on such a device.</summary>
    private static HardwareUnit UnitOf(Trial trial) => trial.Workload switch
    {
        "stream" => HardwareUnit.Copy,
        "link" => HardwareUnit.Link,
        "prefill" or "decode" or "generate" => HardwareUnit.Mixed,
        "peak" => HardwareUnit.Simt,
        _ => trial.DType?.Input is null or DType.Fp32 ? HardwareUnit.Simt : HardwareUnit.Tensor,
    };

    private DateTimeOffset Now => time.GetUtcNow();

    private SimulatedHost Host => host;

    private SimulatedRates Rates => rates;

    private void Spend(double seconds) => time.Advance(TimeSpan.FromSeconds(seconds));

    private sealed class Prepared(SimulatedGpu gpu, HardwareUnit unit, HostWork hostWork, double launchSeconds, int cycleLength)
        : IPreparedTrial
    {
        public int CycleLength => cycleLength;

        public KernelChoice Kernel { get; } = new("simulated", "no other");

        public HardwareUnit Unit => unit;

        public int SetCount => 1;

        public void Launch(int index) => gpu.Spend(launchSeconds);

        public CheckResult Check(int index)
        {
            gpu.Spend(gpu.Host.CheckSeconds(hostWork));
            return new(0, 1, "nothing");
        }

        public void Dispose()
        {
        }
    }
}
