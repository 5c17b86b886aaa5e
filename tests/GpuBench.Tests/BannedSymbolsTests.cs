using System.Reflection;
using ILGPU.Runtime;
using Xunit;

namespace GpuBench.Tests;

/// <summary>
/// The build refuses the members in src/tools/BannedSymbols.txt. A line that names no member refuses nothing, and no tool reports it. So
/// these tests require that the file lists every copy method of ILGPU that takes memory by reference, in the analyzer's notation.
/// </summary>
public sealed class BannedSymbolsTests
{
    private static readonly IReadOnlyList<string> Banned =
    [
        .. File.ReadLines(Repository.File("src/tools/BannedSymbols.txt"))
            .Where(line => line.StartsWith("M:", StringComparison.Ordinal))
            .Select(line => line.Split(';')[0]),
    ];

    [Fact]
    public void Every_copy_method_that_takes_host_memory_by_reference_is_banned()
    {
        var copies = typeof(ArrayViewExtensions).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMethods(
                BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(TakesHostMemoryByReference)
            .Select(IdOf)
            .ToList();
        Assert.NotEmpty(copies);
        Assert.Equal(
            copies.Order(StringComparer.Ordinal),
            Banned.Where(id => id.Contains("System.Int64", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_line_names_a_member()
    {
        var members = new[] { typeof(ArrayViewExtensions), typeof(Accelerator), typeof(System.Runtime.CompilerServices.Unsafe) }
            .SelectMany(type => type.GetMethods()).Select(IdOf).ToHashSet(StringComparer.Ordinal);
        Assert.All(Banned, id => Assert.Contains(id, members));
    }

    private static bool TakesHostMemoryByReference(MethodInfo method) =>
        method.Name.StartsWith("Copy", StringComparison.Ordinal)
        && method.Name.Contains("CPU", StringComparison.Ordinal)
        && Array.Exists(
            method.GetParameters(),
            parameter => parameter.ParameterType is { IsByRef: true } type
                && type.GetElementType()!.IsGenericMethodParameter && !parameter.IsIn);

    /// <summary>The id of a method, in the notation of the C# language specification's appendix on documentation comments.</summary>
    private static string IdOf(MethodInfo method)
    {
        var arity = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        var parameters = string.Join(',', method.GetParameters().Select(parameter => IdOf(parameter.ParameterType)));
        return $"M:{method.DeclaringType!.FullName}.{method.Name}{arity}({parameters})";
    }

    private static string IdOf(Type type)
    {
        if (type.IsByRef)
            return IdOf(type.GetElementType()!) + "@";
        if (type.IsPointer)
            return IdOf(type.GetElementType()!) + "*";
        if (type.IsArray)
            return IdOf(type.GetElementType()!) + "[]";
        if (type.IsGenericMethodParameter)
            return $"``{type.GenericParameterPosition}";
        if (type.IsGenericTypeParameter)
            return $"`{type.GenericParameterPosition}";
        if (!type.IsGenericType)
            return type.FullName!.Replace('+', '.');
        var name = type.GetGenericTypeDefinition().FullName!;
        var arguments = string.Join(',', type.GetGenericArguments().Select(IdOf));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)].Replace('+', '.')}{{{arguments}}}";
    }
}
