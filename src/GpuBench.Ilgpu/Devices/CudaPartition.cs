using System.Globalization;

namespace GpuBench.Ilgpu.Devices;

/// <summary>Says in a few words that a CUDA device is a part of a GPU.</summary>
public static class CudaPartition
{
    /// <summary>The variable by which MPS gives a process a share of the multiprocessors.</summary>
    public const string MpsShareVariable = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";

    private const string MigMark = " MIG ";

    /// <summary>
    /// E.g. <c>1g.10gb</c> of <c>NVIDIA H100 80GB HBM3 MIG 1g.10gb</c>, as CUDA and NVML call an instance; null of another name.
    /// </summary>
    public static string? MigProfile(string? name) =>
        name?.LastIndexOf(MigMark, StringComparison.Ordinal) is >= 0 and var at ? name[(at + MigMark.Length)..].Trim() : null;

    /// <param name="name">Of the device, or of the instance in NVML: whichever has the profile.</param>
    public static string Mig(string? name) => MigProfile(name) is { Length: > 0 } profile ? $"MIG {profile}" : "MIG";

    /// <param name="isMpsInUse">Null where the driver does not say: then the variable decides.</param>
    /// <returns>Null where this process may use all multiprocessors.</returns>
    public static string? Mps(bool? isMpsInUse)
    {
        var isShare = double.TryParse(
            Environment.GetEnvironmentVariable(MpsShareVariable), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent);
        return isShare && percent is > 0 and < 100 && isMpsInUse != false
            ? string.Create(CultureInfo.InvariantCulture, $"MPS {percent} % of threads ({MpsShareVariable})")
            : null;
    }
}
