using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>OpenBLAS, and the settings that are required before it is loaded.</summary>
internal static unsafe partial class OpenBlasFunctions
{
    private const string Library = "libopenblas.so.0";

    public const int RowMajor = 101;
    public const int NoTranspose = 111;
    public const int Transpose = 112;

    /// <summary>
    /// Loads the library so that its threads sleep as soon as they have no work. By default they spin after a product, on the cores that
    /// this project's next product needs. The library reads the environment of C only once, and .NET's functions do not change that
    /// environment.
    /// </summary>
    public static bool TryLoad()
    {
        _ = SetEnvironment("OPENBLAS_THREAD_TIMEOUT", "4", 1);
        _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 1);
        return NativeLibrary.TryLoad(Library, out _);
    }

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    public static partial void SetThreadCount(int count);

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    public static partial void Sgemm(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha,
        float* a, int strideA, float* b, int strideB, float beta, float* c, int strideC);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
