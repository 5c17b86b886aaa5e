using System.Globalization;
using System.Text;
using GpuBench.PtxInterpreter.Conformance.Cases;

namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>Writes a module with one entry: header, parameters, then the lines of the body.</summary>
internal static class ModuleText
{
    /// <param name="arguments">Declared as parameters in this order. <see cref="Parameter"/> returns their names.</param>
    /// <param name="declarations">Variables of the module, such as dynamic shared memory. May be empty.</param>
    /// <param name="threads">Written as <c>.maxntid</c>, which warpgroup instructions require.</param>
    public static string Write(
        PtxTarget target, IEnumerable<CaseArgument> arguments, string body, string declarations = "", int threads = 0,
        int clusterBlocks = 1)
    {
        var text = new StringBuilder();
        text.Append(".version ").Append(target.IsaVersion()).Append("\n.target ").Append(target.Name()).Append("\n.address_size 64\n\n");
        if (declarations.Length > 0)
            text.Append(declarations).Append('\n');
        text.Append(".visible .entry ").Append(ConformanceCase.EntryName).Append("(\n");
        text.AppendJoin(",\n", arguments.Select(a => "    " + Declaration(a)));
        text.Append("\n)\n");
        if (threads > 0)
            text.Append(CultureInfo.InvariantCulture, $".maxntid {threads}, 1, 1\n");
        if (clusterBlocks > 1)
            text.Append(CultureInfo.InvariantCulture, $".reqnctapercluster {clusterBlocks}, 1, 1\n");
        text.Append("{\n");
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            text.Append(line.EndsWith(':') ? "" : "    ").Append(line).Append('\n');
        return text.Append("}\n").ToString();
    }

    /// <returns>The parameter's name in the module.</returns>
    public static string Parameter(string argumentName) => "param_" + argumentName;

    /// <returns>Lines that load a buffer's address into a new 64-bit register. Its given name includes the percent sign.</returns>
    public static string LoadAddress(string argumentName, string register) =>
        $".reg .b64 {register};\nld.param.u64 {register}, [{Parameter(argumentName)}];\ncvta.to.global.u64 {register}, {register};\n";

    /// <returns>Lines that put the address of a tensor map, which is a parameter, into a new register.</returns>
    public static string MapAddress(string argumentName, string register) =>
        $".reg .b64 {register};\nmov.b64 {register}, {Parameter(argumentName)};\ncvta.param.u64 {register}, {register};\n";

    private static string Declaration(CaseArgument argument) => argument switch
    {
        TensorMapArgument => $".param .align 64 .b8 {Parameter(argument.Name)}[128]",
        _ => $".param .u64 {Parameter(argument.Name)}",
    };
}
