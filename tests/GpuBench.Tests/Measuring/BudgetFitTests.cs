using GpuBench.Measuring.Planning;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class BudgetFitTests
{
    private static readonly BudgetFit.Candidate[] Three =
    [
        new("cheap product", "matmul", 1), new("expensive product", "matmul", 9), new("stream", "stream", 5),
    ];

    [Fact]
    public void Nothing_is_left_out_where_there_is_time() => Assert.Empty(BudgetFit.LeftOut(Three, 15));

    [Fact]
    public void The_most_expensive_go_first() => Assert.Equal(["expensive product"], BudgetFit.LeftOut(Three, 14.9));

    [Fact]
    public void The_last_of_a_class_stays_whatever_it_takes() => Assert.Equal(["expensive product"], BudgetFit.LeftOut(Three, 0));

    [Fact]
    public void What_is_begun_stays() =>
        Assert.Equal(["cheap product"], BudgetFit.LeftOut([Three[0], Three[1] with { IsBegun = true }, Three[2]], 0));

    [Fact]
    public void What_the_plan_named_goes_before_what_is_more_expensive() =>
        Assert.Equal(["cheap product"], BudgetFit.LeftOut([Three[0] with { IsNamed = true }, Three[1], Three[2]], 14));
}
