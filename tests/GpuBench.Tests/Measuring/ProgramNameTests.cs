using GpuBench.Measuring;
using Xunit;

namespace GpuBench.Tests.Measuring;

public sealed class ProgramNameTests
{
    [Theory]
    [InlineData("./gpubench", "/usr/bin/dotnet", "./gpubench")]
    [InlineData("/home/a b/gpubench", "/usr/bin/dotnet", "'/home/a b/gpubench'")]
    [InlineData(null, "/usr/bin/dotnet", "dotnet /opt/gpubench.dll")]
    [InlineData("", "/opt/it's/gpubench", @"'/opt/it'\''s/gpubench'")]
    public void The_program_name_is_a_command_that_the_user_can_type(string? launcher, string process, string expected) =>
        Assert.Equal(expected, ProgramName.Of(launcher, process, "/opt/gpubench.dll"));
}
