using GpuBench.Measuring.Devices;
using GpuBench.Torch.Operators;
using GpuBench.Torch.Tensors;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed class LibTorchWordsTests
{
    [LinuxFact]
    public void The_reason_that_the_C_interface_writes_is_read()
    {
        using var words = new LibTorchWords();
        Assert.Throws<InvalidOperationException>(new StableTensors(Backend.Cpu, index: 0).MultiplyMisfits);
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", words.Reason, StringComparison.Ordinal);
    }

    [LinuxFact]
    public void Without_an_error_there_is_no_reason()
    {
        using var words = new LibTorchWords();
        Assert.Null(words.Reason);
    }

    [Fact]
    public void The_last_reason_counts_and_its_first_line() => Assert.Equal(
        "second",
        LibTorchWords.ReasonIn("[E a.cpp:1] Exception in aoti_torch: first\nat\n[E] Exception in aoti_torch: second\nraised from\n"));
}
