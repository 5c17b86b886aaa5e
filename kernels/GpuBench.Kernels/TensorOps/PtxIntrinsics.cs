using System.Reflection;
using ILGPU;
using ILGPU.Backends.PTX;
using ILGPU.IR;
using ILGPU.IR.Intrinsics;

namespace GpuBench.Kernels.TensorOps;

/// <summary>Ties methods that kernels call to the PTX that stands for them.</summary>
internal static class PtxIntrinsics
{
    /// <summary>Makes the methods known to the contexts that <paramref name="builder"/> builds.</summary>
    /// <param name="methods">A class whose methods with <see cref="IntrinsicImplementationAttribute"/> are meant; their bodies never run.</param>
    /// <param name="texts">A class with a method of the same name for each of them, which writes its PTX with <see cref="PtxText"/>.</param>
    public static void Register(Context.Builder builder, Type methods, Type texts)
    {
        var manager = builder.GetIntrinsicManager();
        foreach (var method in methods.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.IsDefined(typeof(IntrinsicImplementationAttribute))))
            manager.RegisterMethod(method, new PTXIntrinsic(texts.GetMethod(method.Name)!, IntrinsicImplementationMode.GenerateCode));
    }
}
