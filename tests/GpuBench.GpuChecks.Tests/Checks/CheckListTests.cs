using GpuBench.GpuChecks.Checks;
using GpuBench.GpuChecks.Judging;

namespace GpuBench.GpuChecks.Tests.Checks;

public sealed class CheckListTests
{
    private const string Sound = """
        { "probe": { "command": "true", "limitSeconds": 5 }, "checks": [
          { "name": "first", "purpose": "p", "command": "c", "shows": "s", "limitSeconds": 5,
            "expect": { "log": [ { "pattern": "(?<value>1)", "name": "n", "bars": [ { "atLeast": 1 } ] } ] } },
          { "name": "second", "purpose": "p", "command": "c", "shows": "s", "limitSeconds": 5, "needs": "first", "expect": {} },
          { "name": "third", "purpose": "p", "command": "c", "shows": "s", "byHand": "why" } ] }
        """;

    [Fact]
    public void The_check_list_of_the_project_is_valid_and_begins_with_the_machine_check()
    {
        var list = CheckList.Load(Repository.Checks);
        Assert.Equal("machine", list.Checks[0].Name);
        Assert.Contains(list.Checks, check => !check.IsAutomated);
        // A value without a bar and a pattern without a value are both useful. A step without any pattern shows nothing.
        Assert.All(list.Automated, check => Assert.NotEmpty(check.Expect!.Log ?? []));
        Assert.All(list.Automated.Where(check => check.Needs is not null), check => Assert.Equal("first-product", check.Needs));
    }

    /// <summary>Lines of a device whose clocks were reduced, and of rows that the budget ended.</summary>
    [Fact]
    public void Rows_with_a_footnote_or_a_note_after_the_kernel_are_found()
    {
        const string log =
            """
              matmul fp32 4096³             41.0 TFLOP/s¹   40.9 … 41.0 T                61 %   simt       unknown   ≥ 0.789 [1]   async-tile   
              matmul tf32/fp32/fp32 4096³    170 TFLOP/s¹     168 … 171 T                34 %   tensor     unknown   ≥ 0.421 [4]   tensor-tile  
              matmul fp16 4096³              363 TFLOP/s²³    362 … 368 T                37 %   tensor     unknown   ≥ 0.484 [6]   tensor-tile (stopped: budget)
              matmul bf16 4096³              383 TFLOP/s      374 … 383 T      69 %      39 %   tensor     compute   ≥ 0.482 [9]   tensor-tile (stopped: budget)  
            """;
        var products = CheckList.Load(Repository.Checks).Checks.Single(check => check.Name == "products");
        var judgement = LogJudge.Judge(products with { Expect = products.Expect! with { Files = null } }, Side.Gpu, 0, log, "/", "");
        Assert.Empty(judgement.Problems);
        Assert.Equal(
            [41e12, 170e12, 363e12, 383e12], judgement.Values.Where(value => !value.IsPrediction).Select(value => value.Value));
    }

    [Fact]
    public void A_sound_list_is_read()
    {
        var list = CheckList.Parse(Sound);
        Assert.Equal(["first", "second"], list.Automated.Select(check => check.Name));
        Assert.Equal(1, list.Checks[0].Expect!.Log![0].Bars![0].AtLeast);
    }

    [Theory]
    [InlineData("\"second\", \"purpose\"", "\"first\", \"purpose\"", "'first': the name is taken")]
    [InlineData("\"third\"", "\"Third check\"", "lower-case words")]
    [InlineData("\"needs\": \"first\"", "\"needs\": \"fisrt\"", "'second': it needs 'fisrt'")]
    [InlineData("\"needs\": \"first\"", "\"besideUntil\": \"first\"", "'second': it runs beside 'first'")]
    [InlineData("\"byHand\": \"why\"", "\"limitSeconds\": 5", "'third': an automated check has 'expect'")]
    [InlineData("\"limitSeconds\": 5, \"needs\"", "\"needs\"", "'second': limitSeconds is missing")]
    [InlineData("(?<value>1)", "(?<value>1", "'first': pattern '(?<value>1'")]
    [InlineData("(?<value>1)", "1", "lacks a name or the group 'value'")]
    [InlineData("\"expect\": {}", "\"expect\": { \"descending\": [[\"x\"]], \"log\": [] }", "'second': 'descending' names 'x'")]
    [InlineData(
        "\"expect\": {}",
        "\"expect\": {}, \"predictions\": [{ \"name\": \"f\", \"pattern\": \"1\", "
        + "\"low\": 1, \"high\": 2, \"unit\": \"\", \"source\": \"model\" }]",
        "prediction 'f' lacks the group 'value'")]
    [InlineData("\"shows\": \"s\", \"byHand\"", "\"byHand\"", "shows")]
    [InlineData("\"byHand\"", "\"byHands\"", "byHands")]
    public void An_invalid_list_is_refused_with_a_message_that_names_the_mistake(string from, string to, string message)
    {
        Assert.Contains(from, Sound, StringComparison.Ordinal);
        var refusal = Assert.Throws<CheckListException>(() => CheckList.Parse(Sound.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_for_a_missing_list_names_its_path() =>
        Assert.Contains(
            "/nowhere/checks.json",
            Assert.Throws<CheckListException>(() => CheckList.Load("/nowhere/checks.json")).Message, StringComparison.Ordinal);
}
