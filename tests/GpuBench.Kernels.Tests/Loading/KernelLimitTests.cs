using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using GpuBench.Kernels.Loading;
using GpuBench.Kernels.MatMul;
using GpuBench.Kernels.TensorOps;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace GpuBench.Kernels.Tests.Loading;

/// <summary>The device limits that a kernel requires match the needs of its code.</summary>
public sealed partial class KernelLimitTests : IDisposable
{
    private static readonly MatMulSize[] Shapes = [new(256, 256, 256), new(16, 256, 256)];

    private readonly Context _context = Context.Create(builder => builder.Optimize(OptimizationLevel.O2).TensorInstructions());

    public void Dispose() => _context.Dispose();

    public static TheoryData<string> Portable =>
        [.. MatMulKernels.All.Where(kernel => !kernel.UsesMatrixUnits).Select(kernel => kernel.Name)];

    [Theory, MemberData(nameof(Portable))]
    public void A_matrix_kernel_requires_exactly_the_shared_memory_that_it_uses(string name)
    {
        var kernel = MatMulKernels.All.Single(each => each.Name == name);
        foreach (var variant in kernel.Variants.Where(variant => !variant.Types.NeedMatrixUnits))
        {
            var entry = kernel.EntryPoints.Single(each => each.Variant == variant.ToString());
            var taken = SharedBytes(entry);
            Assert.Equal(name is not ("naive" or "register-block" or "int8-block"), taken > 0);
            Assert.Null(RefusalReason(kernel, variant, taken));
            if (taken > 0)
                Assert.Contains("shared memory", RefusalReason(kernel, variant, taken - 1), StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Drivers differ in whether a parameter's size includes padding at its end. They refuse to set a parameter of another size.
    /// </summary>
    [Fact]
    public void No_parameter_of_a_kernel_ends_in_padding()
    {
        var types = KernelCatalog.All.Values.SelectMany(entry => entry.Method.GetParameters()).Select(parameter => parameter.ParameterType)
            .Where(type => type is { IsValueType: true, IsPrimitive: false, IsGenericType: false })
            .Distinct().ToList();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.Equal(Fields(type).Sum(Size), Size(type)));
    }

    /// <summary>The reason on the first device and shape that the kernel supports. Processors and others run different kernels.</summary>
    private static string? RefusalReason(IMatMulKernel kernel, MatMulVariant variant, int sharedBytes)
    {
        string? reason = null;
        foreach (var isProcessor in (bool[])[true, false])
        {
            foreach (var shape in Shapes)
            {
                var device = new DeviceTraits(AcceleratorType.OpenCL, isProcessor, 0, 1024, int.MaxValue, 4);
                if (kernel.RefusalReason(device, variant, shape) is null)
                    return kernel.RefusalReason(device with { SharedBytesPerGroup = sharedBytes }, variant, shape);
                reason = kernel.RefusalReason(device, variant, shape);
            }
        }
        return reason;
    }

    private int SharedBytes(KernelEntryPoint entry) =>
        SharedArray().Matches(OfflinePtx.Compile(_context, entry, CudaArchitecture.SM_80).PTXAssembly)
            .Sum(match => int.Parse(match.Groups["bytes"].Value, CultureInfo.InvariantCulture));

    private static IEnumerable<Type> Fields(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Select(field => field.FieldType);

    private static int Size(Type type) => System.Runtime.InteropServices.Marshal.SizeOf(type);

    [GeneratedRegex(@"\.shared \.align \d+ \.b8 \S+\[(?<bytes>\d+)\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex SharedArray();
}
