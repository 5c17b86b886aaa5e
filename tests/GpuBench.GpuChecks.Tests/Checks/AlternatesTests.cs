using GpuBench.GpuChecks.Checks;

namespace GpuBench.GpuChecks.Tests.Checks;

public sealed class AlternatesTests
{
    [Theory]
    [InlineData("run --axis m={4096|128} --rounds 3", "run --axis m=4096 --rounds 3", "run --axis m=128 --rounds 3")]
    [InlineData("run{| --workload stream}", "run", "run --workload stream")]
    [InlineData("{--device cuda|--device cpu} {a|b}", "--device cuda a", "--device cpu b")]
    [InlineData("--budget {$((LIMIT_SECONDS - 25))s|5s}", "--budget $((LIMIT_SECONDS - 25))s", "--budget 5s")]
    [InlineData("""list {"a b|"c}""", "list \"a b", "list \"c")]
    // The braces of a shell or of a regular expression have no bar.
    [InlineData("echo ${HOME} | cat; x{2,3}", "echo ${HOME} | cat; x{2,3}", "echo ${HOME} | cat; x{2,3}")]
    public void The_GPU_and_the_rehearsal_get_their_own_alternative_of_a_text(string text, string gpu, string rehearsal)
    {
        Assert.Equal(gpu, Alternates.Of(text, Side.Gpu));
        Assert.Equal(rehearsal, Alternates.Of(text, Side.Rehearsal));
    }
}
