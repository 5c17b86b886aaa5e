using static TorchSharp.torch;

namespace GpuBench.Torch.SelfTest;

/// <summary>Errors made inside libtorch on purpose, to show what becomes of them. libtorch must be loaded.</summary>
public static class LibTorchFaults
{
    /// <summary>The engine in whose workers libtorch is loaded.</summary>
    public const string Engine = Devices.TorchEngine.Name;

    /// <exception cref="System.Runtime.InteropServices.ExternalException">Always: (2,3) cannot be multiplied with (2,3).</exception>
    public static void ShapeError()
    {
        using var scope = NewDisposeScope();
        zeros(2, 3).mm(zeros(2, 3));
    }

    /// <summary>The same through torch.matmul, whose error nothing catches: the process ends by SIGABRT.</summary>
    public static void ShapeAbort()
    {
        using var scope = NewDisposeScope();
        zeros(2, 3).matmul(zeros(2, 3));
    }

    /// <summary>Asks for one PiB.</summary>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">Always.</exception>
    public static void OutOfMemory()
    {
        using var scope = NewDisposeScope();
        empty(1L << 48, dtype: ScalarType.Float32);
    }
}
