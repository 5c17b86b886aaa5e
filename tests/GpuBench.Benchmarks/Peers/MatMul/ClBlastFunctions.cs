using System.Runtime.InteropServices;

namespace GpuBench.Benchmarks.Peers.MatMul;

/// <summary>CLBlast's C interface.</summary>
internal static unsafe partial class ClBlastFunctions
{
    private const string Library = "libclblast.so.1";

    public const int RowMajor = 101;
    public const int NoTranspose = 111;
    public const int Transpose = 112;

    public static bool TryLoad() => NativeLibrary.TryLoad(Library, out _);

    /// <returns>0 for success, otherwise a status of OpenCL or of CLBlast.</returns>
    [LibraryImport(Library, EntryPoint = "CLBlastSgemm")]
    public static partial int Sgemm(
        int layout, int transposeA, int transposeB, nuint m, nuint n, nuint k, float alpha,
        nint a, nuint offsetA, nuint strideA, nint b, nuint offsetB, nuint strideB, float beta,
        nint c, nuint offsetC, nuint strideC, nint* queue, nint* finished);
}
