using System.Globalization;
using System.Text.RegularExpressions;
using GpuBench.Testing;

namespace GpuBench.PtxInterpreter.Driver;

/// <summary>Name and parameter layout of a kernel, read from the head of its <c>.entry</c>.</summary>
/// <param name="Parameters">The parameters in order, each with its offset in the <c>.param</c> space.</param>
internal sealed partial record PtxEntry(string Name, IReadOnlyList<PtxParameter> Parameters)
{
    public int ArgumentBytes => Parameters.Count == 0 ? 0 : Parameters[^1].Offset + Parameters[^1].ByteCount;

    /// <returns><see langword="null"/> if the module has no such entry.</returns>
    public static PtxEntry? Find(string ptx, string name)
    {
        var pattern = $@"\.entry\s+{Regex.Escape(name)}\s*\((?<parameters>[^)]*)\)";
        var head = Regex.Match(ptx, pattern, RegexOptions.ExplicitCapture, MatchLimit.Span);
        return head.Success ? new(name, Layout(head.Groups["parameters"].Value)) : null;
    }

    private static List<PtxParameter> Layout(string parameterList)
    {
        var parameters = new List<PtxParameter>();
        var end = 0;
        foreach (Match declaration in ParameterPattern().Matches(parameterList))
        {
            var elementBytes = int.Parse(declaration.Groups["bits"].ValueSpan, CultureInfo.InvariantCulture) / 8;
            var alignment = NumberOr(declaration.Groups["alignment"], elementBytes);
            var offset = (end + alignment - 1) / alignment * alignment;
            var byteCount = elementBytes * NumberOr(declaration.Groups["count"], 1);
            parameters.Add(new(offset, byteCount));
            end = offset + byteCount;
        }

        return parameters;
    }

    private static int NumberOr(Group group, int otherwise) =>
        group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : otherwise;

    // ".param .u64 a", ".param .align 8 .b8 b[24]", with or without pointer attributes between type and name.
    [GeneratedRegex(
        @"\.param\s+(\.align\s+(?<alignment>\d+)\s+)?\.[busf](?<bits>\d+)\s+(\.ptr[^,]*?\s)?\w+(\[(?<count>\d+)\])?",
        RegexOptions.ExplicitCapture, MatchLimit.Milliseconds)]
    private static partial Regex ParameterPattern();
}

/// <summary>Offset and size in the <c>.param</c> space.</summary>
internal sealed record PtxParameter(int Offset, int ByteCount);
