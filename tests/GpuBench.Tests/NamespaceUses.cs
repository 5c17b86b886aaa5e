using System.Reflection;
using System.Reflection.Emit;

namespace GpuBench.Tests;

/// <summary>
/// Finds which namespaces of an assembly use other namespaces of the same assembly. It reads the compiled types: signatures, fields, and
/// what methods call. It does not find the use of a constant, because the compiler copies the constant.
/// </summary>
internal static class NamespaceUses
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <returns>Each pair once. The names omit the namespace of the assembly. That namespace itself is <c>.</c>.</returns>
    public static IReadOnlySet<(string User, string Used)> Of(Assembly assembly)
    {
        var root = assembly.GetName().Name is { } name && name.StartsWith("GpuBench.", StringComparison.Ordinal) ? name : "GpuBench";
        return (
            from type in assembly.GetTypes()
            let user = Short(type, root)
            where user is not null
            from used in Mentioned(type).SelectMany(Parts).Where(used => used.Assembly == assembly).Select(used => Short(used, root))
            where used is not null && used != user
            select (user, used)).ToHashSet();
    }

    private static string? Short(Type type, string root) =>
        type.Namespace == root ? "."
        : type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true ? type.Namespace[(root.Length + 1)..]
        : null;

    private static IEnumerable<Type?> Mentioned(Type type) =>
    [
        type.BaseType,
        .. type.GetInterfaces(),
        .. type.GetFields(All).Select(field => field.FieldType),
        .. type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)).SelectMany(Mentioned),
    ];

    private static IEnumerable<Type?> Mentioned(MethodBase method) =>
    [
        (method as MethodInfo)?.ReturnType,
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.GetMethodBody() is not { } body ? []
            : body.LocalVariables.Select(local => local.LocalType).Concat(Called(method, body.GetILAsByteArray()!)),
    ];

    private static IEnumerable<Type?> Called(MethodBase method, byte[] code)
    {
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            var opcode = Codes[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += opcode.Size;
            if (opcode.OperandType
                is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod)!;
                yield return member as Type ?? member.DeclaringType;
                yield return (member as FieldInfo)?.FieldType ?? (member as MethodInfo)?.ReturnType;
                foreach (var argument in member is MethodInfo { IsGenericMethod: true } called ? called.GetGenericArguments() : [])
                    yield return argument;
            }
            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static IEnumerable<Type> Parts(Type? type) => type is null || type.IsGenericParameter ? []
        : type.HasElementType ? Parts(type.GetElementType())
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
        : [type];
}
