using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Trials;
using GpuBench.Torch.Devices;
using GpuBench.Workloads.Data;

namespace GpuBench.Torch.Workloads;

/// <summary>The numeric types that are measured with libtorch, and the hardware unit that each uses.</summary>
internal static class TorchTypes
{
    private const string Fp16OnCpu =
        "libtorch multiplies fp16 on a CPU element by element, at only about 1 GFLOP/s; use --axis dtype=bf16 or fp32";

    /// <summary>Suites leave out refused types, such as fp16 on a CPU; an explicit request gets the reason.</summary>
    public static bool Offers(DeviceInfo device, NumericTriple dtype) => RefusalReason(device, dtype) is null;

    public static Refusal? Refuse(DeviceInfo device, Trial trial) =>
        Refuse(trial, LibTorchCode.RefusalReason(device) ?? RefusalReason(device, trial.DType!.Value));

    /// <summary>For whole models.</summary>
    public static Refusal? RefuseModel(DeviceInfo device, Trial trial) =>
        Refuse(trial, LibTorchCode.RefusalReason(device) ?? RefuseModelType(device, trial.DType!.Value));

    /// <returns>Why models in this type are not measured on the device; null: they are.</returns>
    public static string? RefuseModelType(DeviceInfo device, NumericTriple dtype) => device.Backend == Backend.Cuda
        ? RefusalReasonOnCuda(device, dtype)
        : dtype.Input == DType.Fp16 ? Fp16OnCpu : null;

    /// <summary>For workloads without arithmetic.</summary>
    public static Refusal? RefuseCode(DeviceInfo device, Trial trial) => Refuse(trial, LibTorchCode.RefusalReason(device));

    private static Refusal? Refuse(Trial trial, string? reason) =>
        reason is null ? null : Refusal.Unsupported($"{trial.Workload}: {reason}");

    private static string? RefusalReason(DeviceInfo device, NumericTriple dtype)
    {
        if (!IsMeasured(dtype))
            return $"{device.Engine} does not measure {dtype} on {device.Id}; use another --axis dtype";
        if (IsFp8(dtype.Input) && device.Engine == TorchEngines.TorchSharp)
            return $"TorchSharp has no {dtype.Input.Text()} tensors; use --engine {TorchEngines.Stable}";
        if (device.Backend == Backend.Cuda)
            return RefusalReasonOnCuda(device, dtype);
        return dtype.Input switch
        {
            DType.Fp16 => Fp16OnCpu,
            DType.Tf32 => "no CPU has TF32; use --axis dtype=fp32",
            _ when IsFp8(dtype.Input) => null,
            DType.Fp32 or DType.Bf16 => null,
            _ => throw Unmeasured(dtype),
        };
    }

    /// <summary>
    /// Products use matrix units from compute capability 7.0 (fp16) or 8.0 (bf16, TF32); fp32 products do so only if libtorch may
    /// round operands to TF32. Matrix extensions of CPUs for bf16 are not detected.
    /// </summary>
    public static HardwareUnit UnitOf(DeviceInfo device, NumericTriple dtype, bool tf32IsOn) => device.Backend != Backend.Cuda
        ? HardwareUnit.Simt
        : dtype.Input switch
        {
            DType.Fp32 or DType.Tf32 => tf32IsOn && ComputeCapability.Of(device) >= 80 ? HardwareUnit.Tensor : HardwareUnit.Simt,
            DType.Fp16 => ComputeCapability.Of(device) >= 70 ? HardwareUnit.Tensor : HardwareUnit.Simt,
            DType.Bf16 => ComputeCapability.Of(device) >= 80 ? HardwareUnit.Tensor : HardwareUnit.Simt,
            _ when IsFp8(dtype.Input) => HardwareUnit.Tensor,
            _ => throw Unmeasured(dtype),
        };

    /// <summary>TF32 is a mode of fp32 products, not a storage type.</summary>
    private static bool IsMeasured(NumericTriple dtype) => (dtype.Input, dtype.Output) is
        (DType.Fp32 or DType.Tf32, DType.Fp32) or (DType.Fp16, DType.Fp16) or (DType.Bf16, DType.Bf16)
        || (IsFp8(dtype.Input) && dtype.Output == DType.Bf16);

    /// <summary>8-bit types that only matrix units multiply, which torch._scaled_mm takes.</summary>
    public static bool IsFp8(DType type) => ElementTypes.Of(type) is { Bits: 8, MatrixUnits: MatrixUnits.Only };

    private static ArgumentOutOfRangeException Unmeasured(NumericTriple dtype) =>
        new(nameof(dtype), dtype, "libtorch is not measured in this type");

    private static string? RefusalReasonOnCuda(DeviceInfo device, NumericTriple dtype)
    {
        if (dtype.Input is DType.Tf32 or DType.Bf16 && ComputeCapability.Of(device) < 80)
            return $"{dtype.Input.Text()} needs compute capability 8.0, but {device.Id} is {device.Architecture}; "
                + "use --axis dtype=fp16 or fp32";
        if (dtype.Input == DType.Fp8E5M2)
            return "cuBLASLt does not multiply fp8-e5m2 by fp8-e5m2; use --axis dtype=fp8-e4m3";
        if (IsFp8(dtype.Input) && ComputeCapability.Of(device) < 89)
            return $"{dtype.Input.Text()} needs compute capability 8.9, but {device.Id} is {device.Architecture}; use --axis dtype=fp16";
        return dtype.Input == DType.Tf32 && device.Engine == TorchEngines.Stable
            ? "libtorch's stable C interface has no switch for TF32; use --engine torchsharp with PyTorch 2.10"
            : null;
    }
}
