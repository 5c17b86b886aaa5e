using System.Runtime.InteropServices;
using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.Memory;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>The stream operations. The device fills the arrays; each value is a hash of its index.</summary>
public sealed class StreamWorkload : IWorkload
{
    private const float Scalar = 0.4f;

    public WorkloadDefinition Definition => StreamDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public IReadOnlyList<WorkloadKernel> Kernels => StreamKernels.All.Listed();

    public bool Offers(DeviceInfo device, NumericTriple dtype) => dtype == NumericTriple.Uniform(DType.Fp32);

    public Refusal? Refuse(DeviceInfo device, Trial trial) =>
        AllocationRule.Refuse(device, trial, "one array", 4.0 * trial.Point["n"].Number);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var (op, n) = (trial.Point.Word("op"), trial.Point["n"].Number);
        var operation = Enum.Parse<StreamOperation>(op, ignoreCase: true);
        var choice = StreamKernels.Select(accelerator, operation, n);
        var kernel = opened.Load($"stream/{op}/{choice.Kernel.Name}/{n}", () => choice.Kernel.Load(accelerator, n));
        var oracle = new StreamOracle(
            op, n, Scalar, (start, values) => Fill(seed, start, values), (start, values) => Fill(seed + 1, start, values));

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, trial.DType), device.Info);
        var outputWords = oracle.IsReduction ? choice.Kernel.PartialCount(accelerator) : n;
        var a = DeviceTensor.Poisoned(accelerator, n, sets);
        var b = DeviceTensor.Poisoned(accelerator, n, sets);
        var c = DeviceTensor.Poisoned(accelerator, outputWords, sets);
        var fill = opened.Load("fill", () => FillKernel.Load(accelerator));
        for (var set = 0; set < sets; set++)
        {
            fill(stream, a[set], seed);
            fill(stream, b[set], seed + 1);
        }
        stream.Synchronize();
        var expectedSum = oracle.IsReduction ? opened.HostData.Get(("sum", op, n, seed), sizeof(double), oracle.ExpectedSum) : 0;
        return new PreparedTrial(
            new(choice.Kernel.Name, choice.Reason), choice.Kernel.HardwareUnit(), sets,
            i => kernel(stream, a[i], b[i], c[i], Scalar),
            i =>
            {
                var result = oracle.IsReduction
                    ? oracle.CheckSum(MemoryMarshal.Cast<uint, float>(c.ToHost(i)), expectedSum)
                    : oracle.CheckBlocks((start, values) => c.ToHost(i, start, MemoryMarshal.Cast<float, uint>(values)));
                c.PoisonAgain(i);
                return result;
            },
            a, b, c);
    }

    /// <summary>The values that <see cref="FillKernel"/> writes on the device.</summary>
    private static void Fill(ulong seed, long start, Span<float> values)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] = FillKernel.Value(seed, start + i);
    }
}
