using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GpuBench.Measuring;

namespace GpuBench.Terminal;

/// <summary>The parser's help, followed by examples and the exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
{
    private const string ExitCodes =
        "0 success; 1 a trial failed, results could not be saved, or a check or --fail-below failed; 2 usage error; "
        + "3 no such device; 4 an input file cannot be read; 70 internal error, the message names a report file; "
        + "130 interrupted, finished rounds are saved";

    public static void Install(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction standard)
                help.Action = new HelpWithExamples(standard);
    }

    public override bool Terminating => true;

    /// <summary>A required argument is missing in a call for help.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = standard.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is ExampledCommand command)
        {
            output.WriteLine("Examples:");
            foreach (var example in command.Examples)
                output.WriteLine($"  {ProgramName.AsCalled} {example}");
            output.WriteLine();
        }
        output.WriteLine($"Exit codes:\n  {ExitCodes}");
        return exitCode;
    }
}

/// <summary>A command whose help ends with examples.</summary>
/// <param name="examples">The arguments after the program's name, e.g. <c>run --device cpu</c>.</param>
internal sealed class ExampledCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
