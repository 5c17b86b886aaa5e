using System.Diagnostics;
using System.Text.RegularExpressions;
using GpuBench.Measuring;
using GpuBench.Testing;
using GpuBench.Tests.CommandLine;
using Xunit;

namespace GpuBench.Tests.Documents;

/// <summary>
/// The output that documents show is the output of the program. A transcript is a code block of the language <c>console</c>. Lines that
/// begin with <c>$ </c> are commands for a shell in the repository's root. The lines below each command are its output without blanks at
/// the end. With GPUBENCH_WRITE_DOCS=1 the outputs are written again.
/// </summary>
public sealed partial class TranscriptTests
{
    private const RegexOptions LinesAndAll = RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture;

    public static TheoryData<string> Documents =>
        [.. MarkdownFile.All.Where(document => Block.IsMatch(document.Text)).Select(document => document.Path)];

    [GeneratedRegex(@"(?<=^```console\n).*?(?=^```$)", LinesAndAll, MatchLimit.Milliseconds)]
    private static partial Regex Block { get; }

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_shows_the_output_of_the_program(string path)
    {
        var text = File.ReadAllText(Repository.File(path));
        var actual = Block.Replace(text, block => Run(block.Value));
        if (GeneratedPart.IsWriting)
            File.WriteAllText(Repository.File(path), actual);
        else
            Assert.True(text == actual, $"{path} shows another output; write it with: GPUBENCH_WRITE_DOCS=1 ./test Transcript\n{actual}");
    }

    [Fact]
    public void The_first_page_shows_outputs() => Assert.Contains("README.md", Documents);

    [Fact]
    public void A_shown_output_is_replaced()
    {
        const string Command = "$ ./gpubench --version | sed s/.*/x/";
        Assert.Equal($"{Command}\nx\n", Run($"{Command}\nstale\n"));
    }

    /// <summary>The same transcript with the present outputs of its commands.</summary>
    private static string Run(string transcript) => string.Concat(transcript.Split('\n')
        .Where(line => line.StartsWith("$ ", StringComparison.Ordinal))
        .Select(command => $"{command}\n{Output(command[2..])}"));

    private static string Output(string command)
    {
        // The program that was built with the tests replaces the launcher, because the launcher would build.
        var program = $"program() {{ dotnet '{Path.Combine(AppContext.BaseDirectory, "gpubench.dll")}' \"$@\"; }}";
        var script = $"{program}\n{command.Replace("./gpubench", "program", StringComparison.Ordinal)}";
        var start = new ProcessStartInfo("sh", ["-c", script])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [ProgramName.Variable] = "./gpubench" },
        };
        var result = Cli.Run(start);
        Assert.True(result.Error.Length == 0, $"'{command}' wrote to standard error: {result.Error}");
        return string.Concat(result.Output.TrimEnd('\n').Split('\n').Select(line => $"{line.TrimEnd()}\n"));
    }
}
