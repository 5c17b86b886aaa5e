using System.Reflection;
using ILGPU.Backends.PTX;
using ILGPU.IR.Intrinsics;

namespace GpuBench.Driver.Tests.TensorCores;

/// <summary>What a kernel on tensor cores needs beyond C#; the bodies never run.</summary>
public static class TensorIntrinsics
{
    /// <summary>The address of a word in the window of shared memory.</summary>
    [IntrinsicImplementation]
    public static uint AddressOf(ref uint word) => 0;

    /// <summary>Begins to copy 16 bytes from global to shared memory.</summary>
    [IntrinsicImplementation]
    public static void CopyQuad(uint target, ref uint source)
    {
    }

    /// <summary>Makes the copies begun so far a group.</summary>
    [IntrinsicImplementation]
    public static void Commit()
    {
    }

    /// <summary>Waits for this thread's copies, then for all threads: in one text, as the compiler moves results across barriers of its own.</summary>
    [IntrinsicImplementation]
    public static void WaitForCopies()
    {
    }

    /// <summary>Four 8x8 matrices of 16-bit elements; each lane gives the address of a row.</summary>
    [IntrinsicImplementation]
    public static Fragment LoadMatrices(uint rowAddress) => default;

    /// <summary>c + a·b for a 16x16 piece of A and a 16x8 piece of B.</summary>
    [IntrinsicImplementation]
    public static Accumulator MultiplyAdd(Accumulator c, Fragment a, uint b0, uint b1) => c;

    public static void Register(IntrinsicImplementationManager manager)
    {
        ArgumentNullException.ThrowIfNull(manager);
        foreach (var method in typeof(TensorIntrinsics).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsDefined(typeof(IntrinsicImplementationAttribute))))
            manager.RegisterMethod(method, new PTXIntrinsic(typeof(TensorIntrinsicText).GetMethod(method.Name)!, IntrinsicImplementationMode.GenerateCode));
    }
}
