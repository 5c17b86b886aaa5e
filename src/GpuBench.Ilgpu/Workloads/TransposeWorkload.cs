using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.Memory;
using GpuBench.Kernels.Storage;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>The transpose with the kernel that <see cref="TransposeKernels"/> selects.</summary>
public sealed class TransposeWorkload : IWorkload
{
    public WorkloadDefinition Definition => TransposeDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public IReadOnlyList<WorkloadKernel> Kernels => TransposeKernels.All.Listed();

    public bool Offers(DeviceInfo device, NumericTriple dtype) => true;

    public Refusal? Refuse(DeviceInfo device, Trial trial) =>
        AllocationRule.Refuse(device, trial, "the matrix", Definition.Count(trial.Point, trial.DType).BytesRead);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var type = trial.DType!.Value.Input;
        var storage = Packed.BytesOf(type) == sizeof(uint) ? StorageType.Fp32 : StorageType.Fp16;
        var size = new TransposeSize((int)trial.Point["m"].Number, (int)trial.Point["n"].Number);
        var traits = DeviceTraits.Of(accelerator);
        var (choice, kernel) = KernelFit.First(
            TransposeKernels.Candidates(traits, storage, size),
            candidate => opened.Load($"transpose/{candidate.Name}/{storage}", () => candidate.Load(accelerator, storage)),
            () => TransposeKernels.RefusalReason(traits, storage, size));

        var operand = opened.HostData.Normal(seed, "source", (long)size.Rows * size.Columns, type);
        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, trial.DType), device.Info);
        var source = DeviceTensor.FromHost(accelerator, operand.Words, sets);
        var target = DeviceTensor.Poisoned(accelerator, operand.Words.Length, sets);
        return new PreparedTrial(
            new(choice.Kernel.Name, choice.Reason), choice.Kernel.HardwareUnit(), sets,
            i => kernel(stream, source[i], target[i], size),
            i =>
            {
                var result = TransposeDefinition.Check(trial.Point, operand, target.ToHost(i));
                target.PoisonAgain(i);
                return result;
            },
            source, target);
    }
}
