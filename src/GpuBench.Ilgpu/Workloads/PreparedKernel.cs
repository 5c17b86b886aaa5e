using GpuBench.Measuring.Trials;

namespace GpuBench.Ilgpu.Workloads;

/// <summary>A prepared trial put together from its parts, so that each workload only says what is its own.</summary>
/// <param name="launch">Enqueues launch number i.</param>
/// <param name="check">Compares what launch number i wrote, and poisons it.</param>
/// <param name="owned">Freed with the trial, last first.</param>
internal sealed class PreparedKernel(
    KernelUsed kernel, UnitClass unit, int setCount, Action<int> launch, Func<int, CheckResult> check, params IDisposable[] owned)
    : IPreparedTrial
{
    public KernelUsed Kernel => kernel;

    public UnitClass Unit => unit;

    public int SetCount => setCount;

    public void Launch(int index) => launch(index);

    public CheckResult Check(int index) => check(index);

    public void Dispose()
    {
        for (var i = owned.Length - 1; i >= 0; i--)
            owned[i].Dispose();
    }
}
