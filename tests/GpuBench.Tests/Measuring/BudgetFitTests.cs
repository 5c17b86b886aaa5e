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
    public void No_trial_is_left_out_if_there_is_time_for_all() => Assert.Empty(BudgetFit.LeftOut(Three, 15));

    [Fact]
    public void The_most_expensive_trial_is_left_out_first() => Assert.Equal(["expensive product"], BudgetFit.LeftOut(Three, 14.9));

    [Fact]
    public void The_last_trial_of_a_class_is_never_left_out() => Assert.Equal(["expensive product"], BudgetFit.LeftOut(Three, 0));

    [Fact]
    public void A_trial_that_has_started_is_not_left_out() =>
        Assert.Equal(["cheap product"], BudgetFit.LeftOut([Three[0], Three[1] with { IsBegun = true }, Three[2]], 0));

    [Fact]
    public void A_trial_that_the_plan_named_is_left_out_before_a_more_expensive_trial() =>
        Assert.Equal(["cheap product"], BudgetFit.LeftOut([Three[0] with { IsNamed = true }, Three[1], Three[2]], 14));
}
