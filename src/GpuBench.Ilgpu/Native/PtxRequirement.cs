using ILGPU.Runtime.Cuda;

namespace GpuBench.Ilgpu.Native;

/// <summary>
/// The oldest driver that accepts a PTX version. Each CUDA release adds a version of the PTX ISA ("Release Notes" of NVIDIA's PTX
/// ISA) and a driver (table "CUDA Toolkit and Corresponding Driver Versions" of NVIDIA's CUDA release notes). Drivers of one major
/// version accept each other's binaries, but not each other's PTX, because the driver itself compiles PTX.
/// </summary>
/// <param name="Ptx">E.g. 8.0.</param>
/// <param name="Cuda">The first CUDA release with it, as <c>cuDriverGetVersion</c> reports it.</param>
/// <param name="LinuxDriver">The driver branch of that release.</param>
internal sealed record PtxRequirement(CudaInstructionSet Ptx, Version Cuda, int LinuxDriver)
{
    private static readonly PtxRequirement[] All =
    [
        new(new(7, 0), new(11, 0), 450),
        new(new(7, 1), new(11, 1), 455),
        new(new(7, 2), new(11, 2), 460),
        new(new(7, 3), new(11, 3), 465),
        new(new(7, 4), new(11, 4), 470),
        new(new(7, 5), new(11, 5), 495),
        new(new(7, 6), new(11, 6), 510),
        new(new(7, 7), new(11, 7), 515),
        new(new(7, 8), new(11, 8), 520),
        new(new(8, 0), new(12, 0), 525),
        new(new(8, 1), new(12, 1), 530),
        new(new(8, 2), new(12, 2), 535),
        new(new(8, 3), new(12, 3), 545),
        new(new(8, 4), new(12, 4), 550),
        new(new(8, 5), new(12, 5), 555),
        new(new(8, 7), new(12, 8), 570),
        new(new(8, 8), new(12, 9), 575),
    ];

    public static PtxRequirement Of(CudaInstructionSet ptx) => All.First(row => row.Ptx == ptx);

    /// <summary>Why a driver of that version cannot run the PTX, in a sentence; null if it can.</summary>
    public string? RefusalReason(Version driver) => driver >= Cuda
        ? null
        : $"The driver supports CUDA {driver}; our kernels are PTX {Ptx.Major}.{Ptx.Minor}, which needs CUDA {Cuda}.";

    public string Remedy => $"Update NVIDIA's driver to {LinuxDriver} or later.";
}
