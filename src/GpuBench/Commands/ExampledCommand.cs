using System.CommandLine;

namespace GpuBench.Commands;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="examples">What follows the program's name, e.g. <c>run --device cpu</c>.</param>
internal sealed class ExampledCommand(string name, string description, params IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
