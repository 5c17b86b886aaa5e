using GpuBench.Ilgpu.Devices;
using GpuBench.Kernels.MatMul;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Workloads.Data;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Oracles;
using MatMulShape = GpuBench.Workloads.Definitions.MatMulShape;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>Matrix multiply with the kernel that <see cref="MatMulKernels"/> selects.</summary>
public sealed class MatMulWorkload : IWorkload
{
    public WorkloadDefinition Definition => MatMulDefinition.Instance;

    public string Engine => IlgpuEngine.Name;

    public bool Offers(DeviceInfo device, NumericTriple dtype) => Storage.Of(dtype) is not null;

    public Refusal? Refuse(DeviceInfo device, Trial trial) => Storage.Refuse(device, trial);

    public IPreparedTrial Prepare(IDevice device, Trial trial, ulong seed)
    {
        var opened = (IlgpuDevice)device;
        var (accelerator, stream) = (opened.Accelerator, opened.Stream);
        var shape = MatMulShape.From(trial.Point);
        var (storage, dtype) = (Storage.Of(trial.DType)!.Value, trial.DType!.Value);
        var kernelShape = new Kernels.MatMul.MatMulShape(shape.M, shape.N, shape.K);
        var choice = MatMulKernels.Select(accelerator, storage, kernelShape);
        var kernel = opened.Load($"matmul/{choice.Kernel.Name}/{storage}", () => choice.Kernel.Load(accelerator, storage));

        var left = Operand.Normal(seed, "A", (long)shape.M * shape.K, dtype.Input);
        var right = Operand.Normal(seed, "B", (long)shape.K * shape.N, dtype.Input);
        var oracle = new MatMulOracle(shape, dtype, left.Values, right.Values, seed);

        var sets = RotationRule.SetCount(trial.Conditions.Cache, Definition.BytesPerSet(trial.Point, dtype), device.Info);
        var a = DeviceTensor.FromHost(accelerator, left.Words, sets);
        var b = DeviceTensor.FromHost(accelerator, right.Words, sets);
        var c = DeviceTensor.Poisoned(accelerator, Packed.WordCount((long)shape.M * shape.N, dtype.Output), sets);
        return new PreparedKernel(
            new(choice.Kernel.Name, choice.Reason), UnitClass.Simt, sets,
            i => kernel(stream, a[i], b[i], c[i], kernelShape),
            i =>
            {
                var result = oracle.Check(c.ToHost(i));
                c.PoisonAgain(i);
                return result;
            },
            a, b, c);
    }
}
