using System.Text.RegularExpressions;
using Xunit;

namespace GpuBench.Tests;

/// <summary>The files that a reader of the simplest kernel of each family must read: those that its type names lead to.</summary>
public sealed partial class KernelReadingTests
{
    private static readonly string Kernels = Path.Combine(Repository.Root, "kernels", "GpuBench.Kernels");

    [Theory]
    [InlineData("MatMul/NaiveMatMul.cs", "Loading", "Storage", "MatMul")]
    [InlineData("Attention/NaiveAttention.cs", "Loading", "Storage", "Attention")]
    [InlineData("Memory/ScalarPass.cs", "Loading", "Memory")]
    public void The_simplest_kernel_of_a_family_depends_on_few_files(string kernel, params string[] folders)
    {
        var reached = Closure(Sources(), kernel);
        Assert.DoesNotContain(reached, file => file.Contains('/', StringComparison.Ordinal) && !folders.Contains(file.Split('/')[0]));
        var family = kernel.Split('/')[0];
        Assert.InRange(reached.Count(file => file.StartsWith(family, StringComparison.Ordinal)), 2, 4);
    }

    [Fact]
    public void The_kernel_on_matrix_units_reaches_the_tensor_operations() =>
        Assert.Contains(Closure(Sources(), "MatMul/TensorTileMatMul.cs"), file => file.StartsWith("TensorOps/", StringComparison.Ordinal));

    /// <summary>The text of each file without comments. The key is its path from the project, with forward slashes.</summary>
    private static Dictionary<string, string> Sources() =>
        Directory.GetFiles(Kernels, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(Kernels, path).Replace('\\', '/'), Path: path))
            .Where(
                file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => Comment().Replace(File.ReadAllText(file.Path), ""));

    private static HashSet<string> Closure(Dictionary<string, string> sources, string start)
    {
        var declaring = sources
            .SelectMany(file => Declaration().Matches(file.Value).Select(match => (Type: match.Groups["name"].Value, File: file.Key)))
            .ToLookup(declared => declared.Type, declared => declared.File);
        HashSet<string> reached = [start];
        for (var open = new Stack<string>(reached); open.TryPop(out var file);)
        {
            foreach (var next in Word().Matches(sources[file]).SelectMany(word => declaring[word.Value]))
            {
                if (reached.Add(next))
                    open.Push(next);
            }
        }

        return reached;
    }

    [GeneratedRegex("//.*", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(public|internal) [\w ]*?\b(class|interface|enum|record struct|record|struct|delegate \S+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\w+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Word();
}
