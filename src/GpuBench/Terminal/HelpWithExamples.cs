using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GpuBench.Measuring;

namespace GpuBench.Terminal;

/// <summary>The parser's help, then examples as they would be typed here, then the exit codes.</summary>
internal sealed class HelpWithExamples(HelpAction standard) : SynchronousCommandLineAction
{
    private const string ExitCodes =
        "0 done; 1 a trial failed, results could not be saved, or a check or --fail-below found something; 2 wrong usage; "
        + "3 no such device; 4 a file that cannot be read; 70 a fault of the program, its report file is named; "
        + "130 interrupted, what was finished is saved";

    public static void Install(RootCommand root)
    {
        foreach (var help in root.Options.OfType<HelpOption>())
            if (help.Action is HelpAction standard)
                help.Action = new HelpWithExamples(standard);
    }

    public override bool Terminating => true;

    /// <summary>A required argument is missing where help is asked for.</summary>
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
/// <param name="examples">What follows the program's name, e.g. <c>run --device cpu</c>.</param>
internal sealed class ExampledCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
