using GpuBench.Ilgpu.Devices;
using GpuBench.KernelChecks.Warpgroups;
using GpuBench.Kernels.TensorOps;
using GpuBench.PtxInterpreter;
using GpuBench.PtxInterpreter.Driver;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.KernelChecks;

/// <summary>ILGPU's CUDA accelerator on the fake driver. Its kernels run on the interpreter.</summary>
public sealed class InterpreterSession : IDisposable
{
    private readonly FakeDriver _driver;
    private readonly InterpreterExecutor _executor;
    private readonly Context _context;
    private readonly CudaAccelerator _accelerator;

    /// <param name="seed">Seed for the order in which warps run. 0 runs them one after the other.</param>
    public InterpreterSession(FakeDriverFixture fixture, int seed = 0)
        // Slices of some tens of instructions. They are long enough for progress, and short enough to mix warps inside every loop.
        : this(fixture, new InterpreterOptions { Seed = seed, WarpSlice = seed == 0 ? 0 : 64 })
    {
    }

    public InterpreterSession(FakeDriverFixture fixture, InterpreterOptions options)
        : this(fixture, options, new())
    {
    }

    public InterpreterSession(FakeDriverFixture fixture, FakeCudaDevice device)
        : this(fixture, new(), device)
    {
    }

    private InterpreterSession(FakeDriverFixture fixture, InterpreterOptions options, FakeCudaDevice device)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _executor = new(options);
        _driver = fixture.Present(new() { Devices = [device], Executor = _executor.Execute });
        _context = CudaContext.Create(
            builder => PtxIntrinsics.Register(builder, typeof(WarpgroupIntrinsics), typeof(WarpgroupIntrinsicText)));
        _accelerator = _context.CreateCudaAccelerator(0);
    }

    public Accelerator Accelerator => _accelerator;

    public InterpreterExecutor Executor => _executor;

    /// <inheritdoc cref="FakeDriver.InternalErrors"/>
    public IReadOnlyList<Exception> InternalErrors => _driver.InternalErrors;

    /// <summary>Fails if no kernel ran, or if a kernel broke a rule.</summary>
    public void AssertClean()
    {
        Assert.Empty(_driver.InternalErrors);
        Assert.NotEmpty(_executor.Launches);
        Assert.Empty(_executor.Reports);
    }

    public void Dispose()
    {
        _accelerator.Dispose();
        _context.Dispose();
    }
}
