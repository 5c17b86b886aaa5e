using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace GpuBench.Tests;

/// <summary>Limits for the number of files that a reader must read to answer three questions about the code.</summary>
public sealed class ReadingDistanceTests
{
    private const string Limits = "a=15,b=15,c=20";

    [PythonFact]
    public void A_reader_needs_no_more_files_than_the_limits()
    {
        var (exitCode, output, errors) = Run("--json", "--limit", Limits);
        Assert.True(exitCode == 0, errors);
        using var counts = JsonDocument.Parse(output);
        foreach (var letter in new[] { "a", "b", "c" })
        {
            var count = counts.RootElement.GetProperty(letter);
            Assert.True(count.GetProperty("files").GetInt32() > 1 && count.GetProperty("lines").GetInt32() > 100, letter);
            Assert.Equal(count.GetProperty("files").GetInt32(), count.GetProperty("met").GetArrayLength());
            foreach (var file in count.GetProperty("met").EnumerateArray())
                Assert.True(File.Exists(Repository.File(file.GetProperty("path").GetString()!)), $"{file}");
        }
    }

    [PythonFact]
    public void Folders_of_a_project_make_no_cycle()
    {
        var (exitCode, output, errors) = Run("--cycles");
        Assert.True(exitCode == 0, errors);
        Assert.All(output.Trim().Split('\n'), line => Assert.EndsWith(": no cycles", line, StringComparison.Ordinal));
    }

    [PythonFact]
    public void More_files_than_a_limit_are_an_error()
    {
        var (exitCode, _, errors) = Run("--limit", "b=2");
        Assert.Equal(1, exitCode);
        Assert.Contains("the limit is 2", errors, StringComparison.Ordinal);
    }

    [PythonFact]
    public void A_type_that_does_not_exist_is_an_error()
    {
        var (exitCode, output, errors) = Run("--start", "a=NoSuchType");
        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("there is no type NoSuchType", errors, StringComparison.Ordinal);
    }

    /// <summary>The counts depend on the lexer. In this source, code names only <c>Met</c> and <c>InHole</c>.</summary>
    [PythonFact]
    public void Names_in_comments_strings_and_attributes_are_ignored()
    {
        const string Source = """
            /// <see cref="InComment"/> // InComment
            [InAttribute(typeof(InAttribute))]
            sealed class Reader /* InComment */
            {
                Met field = new("InString", @"a ""InString", 'I');
                string text = $"InString {InHole.Of(1):InFormat} {{InString}}";
            }
            """;
        const string Script = """
            import importlib.machinery, importlib.util, sys
            sys.dont_write_bytecode = True
            loader = importlib.machinery.SourceFileLoader("distance", sys.argv[1])
            module = importlib.util.module_from_spec(importlib.util.spec_from_loader("distance", loader))
            loader.exec_module(module)
            tokens = module.without_attributes(module.Lexer(sys.stdin.read()).tokens())
            print(" ".join(token for token in tokens if token[:2] in ("In", "Me")))
            """;
        var (exitCode, output, errors) = Start(["-c", Script, Tool], Source);
        Assert.True(exitCode == 0, errors);
        Assert.Equal("Met InHole", output.Trim());
    }

    [PythonFact]
    public void Cycles_between_folders_are_listed_with_the_names_that_make_them()
    {
        var (exitCode, output, errors) = Run("--cycles", "--json");
        Assert.True(exitCode == 0, errors);
        using var cycles = JsonDocument.Parse(output);
        Assert.Contains(cycles.RootElement.EnumerateObject(), project => project.Name == "GpuBench.Measuring");
        foreach (var edge in cycles.RootElement.EnumerateObject().SelectMany(project => project.Value.EnumerateArray())
            .SelectMany(group => group.GetProperty("edges").EnumerateArray()))
            Assert.NotEqual(0, edge.GetProperty("names").GetArrayLength());
    }

    private static string Tool => Repository.File("tests/tools/reading-distance");

    private static (int ExitCode, string Output, string Errors) Run(params string[] arguments) => Start([Tool, .. arguments], "");

    private static (int ExitCode, string Output, string Errors) Start(IEnumerable<string> arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo("python3", arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
