using GpuBench.Measuring;
using GpuBench.Measuring.Devices;
using GpuBench.Measuring.Planning;
using GpuBench.Measuring.Trials;
using GpuBench.Measuring.Workloads;
using GpuBench.Tests.Fakes;
using GpuBench.Workloads.Definitions;
using GpuBench.Workloads.Shapes;
using Xunit;

namespace GpuBench.Tests.Workloads;

public sealed class WorkCountTests
{
    private static readonly NumericTriple Fp32 = NumericTriple.Uniform(DType.Fp32);
    private static readonly NumericTriple Bf16 = NumericTriple.SummedInFp32(DType.Bf16);

    [Fact]
    public void A_product_counts_two_operations_for_each_term_and_each_matrix_once()
    {
        var count = MatMulDefinition.Instance.Count(new Point { { "m", 2 }, { "n", 3 }, { "k", 5 } }, Bf16);
        Assert.Equal(new WorkCount(60, (10 + 15) * 2, 6 * 2), count);
    }

    [Fact]
    public void A_batch_counts_the_work_of_each_of_its_products()
    {
        var point = new Point { { "m", 2 }, { "n", 3 }, { "k", 5 }, { "layout", "nt" }, { "batch", 7 } };
        Assert.Equal(new WorkCount(7 * 60, 7 * (10 + 15) * 2, 7 * 6 * 2), MatMulDefinition.Instance.Count(point, Bf16));
    }

    [Theory]
    [InlineData("layout=nn", "m=64,n=64,k=64")] // a coordinate with its default stays left out, because keys of older results lack it
    [InlineData("batch=1", "m=64,n=64,k=64")]
    [InlineData("layout=nt", "m=64,n=64,k=64,layout=nt")]
    [InlineData("batch=3 layout=nt", "m=64,n=64,k=64,layout=nt,batch=3")]
    [InlineData("layout=nt batch=3 k=8", "m=64,n=64,k=8,layout=nt,batch=3")]
    public void Coordinates_with_a_default_appear_in_a_fixed_order_and_only_if_they_differ_from_it(string axes, string expected)
    {
        var suite = new Case(
            new Point { { "m", 64 }, { "n", 64 }, { "k", 64 } }, Fp32, new(CachePolicy.Warm, Regime.Burst, LaunchMode.Batch));
        var expanded = CaseExpansion.Expand(MatMulDefinition.Instance, [suite], [.. axes.Split(' ').Select(AxisValues.Parse)]);
        Assert.Equal(expected, Assert.Single(expanded).Point.ToString());
    }

    [Theory]
    [InlineData("full", 4, 4, 16)]
    [InlineData("causal", 4, 4, 10)] // 1+2+3+4
    [InlineData("causal", 2, 5, 9)] // 4+5
    [InlineData("causal", 1, 7, 7)] // decode: the one query reads all keys
    public void Attention_counts_exactly_the_pairs_that_the_mask_lets_through(string mask, int t, int s, int pairs)
    {
        var point = new Point { { "b", 2 }, { "h", 6 }, { "hkv", 3 }, { "t", t }, { "s", s }, { "d", 8 }, { "mask", mask } };
        var count = AttentionDefinition.Instance.Count(point, Fp32);
        Assert.Equal(4.0 * 8 * 2 * 6 * pairs, count.OperationCount);
        Assert.Equal((2 * 6 * t * 8 * 4) + (2 * 2 * 3 * s * 8 * 4), count.BytesRead);
        Assert.Equal(2 * 6 * t * 8 * 4, count.BytesWritten);
        Assert.Equal(mask == "causal" ? FlopConvention.CausalExact : FlopConvention.Full, AttentionDefinition.Instance.ConventionOf(point));
    }

    [Theory]
    [InlineData("copy", 8)]
    [InlineData("mul", 8)]
    [InlineData("add", 12)]
    [InlineData("triad", 12)]
    [InlineData("dot", 8)]
    [InlineData("read", 4)]
    public void Stream_counts_each_array_it_touches_once(string op, int bytesPerElement) =>
        Assert.Equal(1000.0 * bytesPerElement, StreamDefinition.Instance.Count(new Point { { "op", op }, { "n", 1000 } }, Fp32).Bytes);

    [Fact]
    public void A_link_counts_the_payload_once() =>
        Assert.Equal(
            4096,
            LinkDefinition.Instance.Count(new Point { { "direction", "h2d" }, { "memory", "pinned" }, { "bytes", 4096 } }, null).Bytes);

    [Theory]
    [InlineData(4, 3, 1, 1)] // h is not a multiple of hkv
    [InlineData(2, 2, 5, 4)] // the first causal queries would have no key
    public void Points_that_contradict_themselves_are_usage_errors(int h, int hkv, int t, int s)
    {
        var point = new AttentionShape(1, h, hkv, t, s, 16, Causal: true).ToPoint();
        Assert.Equal(ExitCode.Usage, Assert.Throws<UserError>(() => AttentionDefinition.Instance.Validate(point)).ExitCode);
    }

    public static TheoryData<Suite, DeviceClass> Suites
    {
        get
        {
            var pairs = new TheoryData<Suite, DeviceClass>();
            foreach (var suite in Enum.GetValues<Suite>())
                foreach (var deviceClass in Enum.GetValues<DeviceClass>())
                    pairs.Add(suite, deviceClass);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_case_of_every_suite_is_valid_and_counts_some_work(Suite suite, DeviceClass deviceClass)
    {
        WorkloadDefinition[] definitions =
            [
                MatMulDefinition.Instance, AttentionDefinition.Instance, StreamDefinition.Instance, PeakDefinition.Instance,
                LinkDefinition.Instance,
            ];
        var device = FakeDevice.SomeCpu with { Class = deviceClass, ComputeUnits = 132, Capabilities = ["peer"] };
        foreach (var definition in definitions)
        {
            var cases = definition.Cases(suite, device);
            Assert.NotEmpty(cases);
            Assert.Equal(cases.Count, cases.Distinct().Count());
            foreach (var c in cases)
            {
                definition.Validate(c.Point);
                foreach (var axis in definition.Axes)
                {
                    var value = axis.Default is { } left && !c.Point.Has(axis.Name) ? left : c.Point[axis.Name];
                    Assert.Equal(value, axis.Read(value));
                }
                Assert.True(definition.Count(c.Point, c.DType).Amount(definition.ValueUnitOf(c.Point, c.DType)) > 0);
            }
        }
    }
}
