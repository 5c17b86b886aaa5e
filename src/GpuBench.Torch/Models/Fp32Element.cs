using System.Runtime.Intrinsics;

namespace GpuBench.Torch.Models;

internal readonly struct Fp32Element : IHostElement<float>
{
    public static Vector256<float> Load(ref readonly float first, nuint offset) => Vector256.LoadUnsafe(in first, offset);

    public static float From(float value) => value;
}
