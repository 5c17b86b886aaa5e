using GpuBench.Benchmarks.Peers;
using GpuBench.Measuring;
using GpuBench.Measuring.Devices;

namespace GpuBench.Benchmarks.Tests.Peers;

public sealed class PeerOptionsTests
{
    private static readonly string[] Names = ["cublas", "torch"];

    private static readonly (string Point, string DType)[] Points = [("m=1,n=2,k=3", "fp16"), ("m=4,n=2,k=3", "fp32")];

    private static PeerOptions Parse(params string[] words) => PeerOptions.Parse(words, Names);

    [Fact]
    public void Options_are_accepted_in_any_order()
    {
        var options = Parse("--only", "fp16,m=1", "--json", "--device-class", "host-cpu", "--list", "--peers", "torch", "--kernel", "naive");
        Assert.True(options is { AsJson: true, IsList: true, DeviceClass: DeviceClass.HostCpu, Kernel: "naive" });
        Assert.Equal(["fp16", "m=1"], options.Only);
        Assert.Equal((false, true), (options.WantsPeer("cublas"), options.WantsPeer("torch")));
    }

    [Fact]
    public void Every_comparison_is_selected_if_there_are_no_options()
    {
        var options = Parse();
        Assert.True(options is { AsJson: false, IsList: false, DeviceClass: null, Kernel: null });
        Assert.True(options.Wants("m=1", "fp16") && options.WantsPeer("cublas"));
    }

    [Theory]
    [InlineData("--peers cublass", "'cublass' is not known; use one or more of cublas,torch")]
    [InlineData("--peers cublas,nobody", "'nobody' is not known")]
    [InlineData("--peers", "--peers needs a value")]
    [InlineData("--peers ,", "--peers needs a value")]
    [InlineData("--kernel", "--kernel needs a value")]
    [InlineData("--only", "--only needs a value")]
    [InlineData("--only ,", "--only needs a value")]
    [InlineData("--device-class gpu", "'gpu' is not known; use one of accelerator, host-cpu, managed-cpu")]
    [InlineData("--fast", "--fast is unknown; use --json, --list, --only WORD,WORD, --kernel NAME, --peers cublas,torch or --device-class ")]
    public void An_invalid_option_or_value_is_a_usage_error_that_names_the_mistake(string words, string says)
    {
        var error = Assert.Throws<UserError>(() => Parse(words.Split(' ')));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--peers"), InlineData("--kernel")]
    public void The_options_for_peers_and_kernels_are_unknown_if_there_is_no_choice_of_peers(string option) =>
        Assert.Equal(
            $"peers: {option} is unknown; use --json, --list or --only WORD,WORD",
            Assert.Throws<UserError>(() => PeerOptions.Parse([option, "cublas"], [])).Message);

    [Theory]
    [InlineData("fp17", "no comparison has fp17;")]
    [InlineData("q=3", "no comparison has q=3;")]
    [InlineData("fp17,m=1,q=3", "no comparison has fp17 and none has q=3;")]
    [InlineData("fp32,m=1", "no comparison has fp32 and m=1 together;")]
    [InlineData("m", "no comparison has m;")]
    public void A_filter_that_matches_no_comparison_is_an_error_that_names_the_words(string only, string says)
    {
        var error = Assert.Throws<UserError>(() => Parse("--only", only).RequireMatch(Points));
        Assert.Equal(ExitCode.Failed, error.ExitCode);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("types (fp16, fp32)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_that_matches_one_comparison_is_not_an_error() => Parse("--only", "n=2,fp32").RequireMatch(Points);
}
