using GpuBench.Torch.Tensors;
using Xunit;

namespace GpuBench.Tests.Torch;

public sealed class HostWordsTests
{
    [Fact]
    public void A_buffer_of_the_right_length_is_filled_and_any_other_is_not_changed()
    {
        byte[] bytes = [1, 0, 0, 0, 2, 0];
        uint[] fitting = [9, 0xFFFF_FFFF], longer = [9, 9, 9];
        Assert.Same(fitting, HostWords.From(bytes, fitting));
        // The half of the last word that contains no element is zero.
        Assert.Equal([1, 2], fitting);
        Assert.Equal([1, 2], HostWords.From(bytes, longer));
        Assert.Equal([9, 9, 9], longer);
        Assert.Equal([1, 2], HostWords.From(bytes, buffer: null));
        Assert.Empty(HostWords.From([], buffer: null));
    }
}
