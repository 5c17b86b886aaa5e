using CsCheck;
using GpuBench.Kernels.Memory;

namespace GpuBench.Kernels.Tests.Memory;

public sealed class WalkTests
{
    [Theory]
    [InlineData(true), InlineData(false)]
    public void Work_items_visit_every_item_once(bool isStriding) =>
        Gen.Select(Gen.Long[0, 500], Gen.Int[1, 70]).Sample((count, workItems) =>
        {
            var walk = new Walk(count, isStriding ? 0 : (count - 1) / workItems + 1, workItems);
            var visited = Enumerable.Range(0, workItems).SelectMany(item => Visit(walk, item)).Order();
            Assert.Equal(Enumerable.Range(0, (int)count).Select(i => (long)i), visited);
        }, iter: 500, threads: 1);

    private static IEnumerable<long> Visit(Walk walk, int item)
    {
        for (var i = walk.First(item); i < walk.End(item); i += walk.Step)
            yield return i;
    }
}
