using GpuBench.Benchmarks.Peers;
using GpuBench.Benchmarks.Peers.MatMul;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;

namespace GpuBench.Benchmarks.Tests.Peers;

public sealed class MatMulComparisonsTests
{
    private static IReadOnlyList<DeviceComparisons> Of(string options, params DeviceClass[] present) => MatMulComparisons.Of(
        [.. present.Select(MatMulComparisons.Typical)], MatMulPeers.All,
        PeerOptions.Parse(options.Split(' ', StringSplitOptions.RemoveEmptyEntries), [.. MatMulPeers.All.Select(peer => peer.Name)]));

    private static string[] Lines(string options, params DeviceClass[] present) => [.. Of(options, present).SelectMany(one => one.Lines)];

    [Fact]
    public void Names_of_peers_are_single_words_and_differ()
    {
        var names = MatMulPeers.All.Select(peer => peer.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[a-z]+$", name));
    }

    [Fact]
    public void A_line_has_point_types_peer_and_device() => Assert.Equal(
        ["matmul m=4096,n=4096,k=4096 bf16/fp32/bf16  cublas on cuda:0", "matmul m=4096,n=4096,k=4096 bf16/fp32/bf16  torch on cuda:0"],
        Lines("--only bf16,m=4096", DeviceClass.Accelerator));

    [Fact]
    public void Only_the_comparisons_of_an_excluded_peer_are_omitted()
    {
        var all = Lines("", DeviceClass.Accelerator);
        Assert.Equal(
            all.Where(line => line.Contains("  cublas ", StringComparison.Ordinal)), Lines("--peers cublas", DeviceClass.Accelerator));
        Assert.Equal(all.Length, Lines("--peers torch", DeviceClass.Accelerator).Length * 2);
    }

    [Fact]
    public void A_device_that_no_selected_peer_supports_is_omitted()
    {
        var one = Assert.Single(Of("--peers cublas", DeviceClass.ManagedCpu, DeviceClass.Accelerator, DeviceClass.HostCpu));
        Assert.Equal(DeviceClass.Accelerator, one.Device.Class);
        var managed = Assert.Single(Of("--device-class managed-cpu", DeviceClass.Accelerator, DeviceClass.ManagedCpu));
        Assert.Equal(["naive"], managed.Peers.Select(peer => peer.Name));
    }

    [Fact]
    public void A_device_without_a_matching_point_is_omitted_if_another_device_has_one()
    {
        var one = Assert.Single(Of("--only int8", DeviceClass.HostCpu, DeviceClass.Accelerator));
        Assert.Equal("cuda:0", one.Device.Id);
        Assert.All(one.Points, point => Assert.Equal("int8", PeerPoints.Name(point.DType!.Value)));
    }

    [Theory]
    [InlineData("--only fp17")]
    [InlineData("--only q=3")]
    [InlineData("--only int8,m=3")]
    public void The_exit_code_is_1_if_no_point_matches(string options) =>
        Assert.Equal(ExitCode.Failed, Assert.Throws<UserError>(() => Of(options, DeviceClass.Accelerator)).ExitCode);

    [Theory]
    [InlineData("--peers cublas", "no device is compared with cublas; present: opencl:0 (host-cpu);")]
    [InlineData("--device-class accelerator", "no device of class accelerator is compared with openblas or clblast or cublas")]
    public void The_exit_code_is_3_if_no_device_matches(string options, string says)
    {
        var error = Assert.Throws<UserError>(() => Of(options, DeviceClass.HostCpu));
        Assert.Equal(ExitCode.NoDevice, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }
}
