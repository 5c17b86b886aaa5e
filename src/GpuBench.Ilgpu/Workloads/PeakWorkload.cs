using System.Globalization;
using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.Peak;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Multiply-adds in registers. The check of every work item's count shows that the compiler removed no work.</summary>
public sealed class PeakWorkload : IWorkload
{
    public WorkloadDefinition Definition => PeakDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public IReadOnlyList<WorkloadKernel> Kernels => PeakKernels.All.Listed();

    /// <summary>Suites measure only arithmetic that the device has; many devices lack fp16.</summary>
    public bool Offers(DeviceInfo device, NumericTriple dtype) => device.Can(dtype.Input.Text()) || dtype.Input == DType.Fp32;

    public Refusal? Refuse(DeviceInfo device, Trial trial)
    {
        var type = trial.DType!.Value.Input;
        if (!Offers(device, trial.DType.Value))
            return Refusal.Unsupported($"peak: {device.Id} has no native {type.Text()} arithmetic; use another --axis dtype");
        var (iterations, max) = (trial.Point.Int("iterations"), KernelOf(type).MaxIterations);
        return iterations <= max
            ? AllocationRule.Refuse(device, trial, "the array of results", 4.0 * trial.Point.Int("items"))
            : Refusal.Unsupported(string.Create(
                CultureInfo.InvariantCulture,
                $"peak: {type.Text()} counts exactly only up to {max} iterations; choose fewer with --axis iterations"));
    }

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var kernel = KernelOf(trial.DType!.Value.Input);
        if (kernel.RefusalReason(accelerator) is { } reason)
            throw new RefusedException(Refusal.Unsupported(reason));
        var (items, iterations) = (trial.Point.Int("items"), trial.Point.Int("iterations"));
        var launch = opened.Load($"peak/{kernel.Name}", () => kernel.Load(accelerator));
        var sink = DeviceTensor.Poisoned(accelerator, items, setCount: 1);
        return new PreparedTrial(
            new(kernel.Name, kernel.Technique), kernel.HardwareUnit(), setCount: 1,
            _ => launch(stream, sink[0], iterations),
            _ =>
            {
                var result = Check(kernel, sink.ToHost(0), iterations);
                sink.PoisonAgain(0);
                return result;
            },
            sink);
    }

    private static CheckResult Check(IPeakKernel kernel, uint[] words, int iterations)
    {
        var wrong = words.Where((word, item) => word != kernel.ExpectedSink(item, iterations)).Count();
        return new(wrong, Tolerance: 0, $"the counts of all {words.Length} work items; the error is the number of wrong counts");
    }

    private static IPeakKernel KernelOf(DType type) => PeakKernels.All.First(kernel => kernel.Type == type switch
    {
        DType.Fp64 => PeakType.Fp64,
        DType.Fp16 => PeakType.Fp16,
        DType.Int32 => PeakType.Int32,
        DType.Fp32 => PeakType.Fp32,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "no peak kernel has this arithmetic"),
    });
}
