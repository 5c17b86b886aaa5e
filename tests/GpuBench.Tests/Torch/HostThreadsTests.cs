using GpuBench.Torch.Host;
using Xunit;

namespace GpuBench.Tests.Torch;

[Collection(LibTorchHere.Name)]
public sealed unsafe class HostThreadsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1000, 64)]
    [InlineData(1000, 5000)]
    [InlineData(7, 0)]
    public void Each_index_of_a_range_is_visited_once(int count, int grain)
    {
        var visits = new int[count + 1];
        fixed (int* first = visits)
        {
            var range = new Visits(first);
            HostThreads.Run(count, grain, ref range);
        }
        Assert.Equal([.. Enumerable.Repeat(1, count), 0], visits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public void An_exception_of_a_body_reaches_the_caller(int count)
    {
        var range = default(Throws);
        var thrown = Assert.Throws<InvalidOperationException>(() => HostThreads.Run(count, 1, ref range));
        Assert.Equal("no such row", thrown.Message);
    }

    private readonly struct Visits(int* first) : IHostRange
    {
        private readonly int* _first = first;

        public void Run(long begin, long end)
        {
            for (var i = begin; i < end; i++)
                Interlocked.Increment(ref _first[i]);
        }
    }

    private readonly struct Throws : IHostRange
    {
        public void Run(long begin, long end) => throw new InvalidOperationException("no such row");
    }
}
