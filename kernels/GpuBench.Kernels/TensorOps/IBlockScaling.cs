namespace GpuBench.Kernels.TensorOps;

/// <summary>Whether the operands have scales. A type argument of <c>TensorGemm</c>.</summary>
internal interface IBlockScaling
{
    /// <summary>A compile-time constant: the compiler drops the branch that is not taken.</summary>
    static abstract bool IsScaled { get; }
}

/// <summary>The operands have no scales.</summary>
internal readonly struct Unscaled : IBlockScaling
{
    public static bool IsScaled => false;
}

/// <summary>The operands have the scales of <see cref="BlockScales{TShape}"/>.</summary>
internal readonly struct ScaledByBlock : IBlockScaling
{
    public static bool IsScaled => true;
}
