using GpuBench.PtxInterpreter.Mutation;
using ILGPU.Runtime.Cuda;
using Xunit.Sdk;

namespace GpuBench.Mutation.Tests;

/// <summary>Runs a check on every mutant of its kernel, and requires that a report or a wrong result kills each mutant.</summary>
internal static class MutationRun
{
    /// <summary>
    /// Fails with the mutants that survive and are not in <see cref="EquivalentMutants"/>, and with the listed mutants that are killed.
    /// </summary>
    /// <param name="kernel">The kernel's name in the list.</param>
    /// <param name="operators">Each operator is applied at every possible place.</param>
    /// <param name="check">Launches the kernel and compares its results with the oracle's.</param>
    public static void RequireAllKilled(InterpreterSession session, string kernel, IEnumerable<MutationOperator> operators, Action check)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(check);
        check();
        session.AssertClean();
        var original = session.Executor.Rewrite;
        var text = session.Executor.Launches[^1].Launch.ModulePtx;
        text = original is null ? text : original(text);
        var mutants = operators.SelectMany(operation => operation.MutantsOf(text)).ToList();
        Assert.NotEmpty(mutants);
        // A check may compile the kernel again. Its registers and labels then have other numbers, and a mutant's offset is wrong: each
        // mutant is made from this one text, whatever text is launched.
        var survivors = mutants.Where(mutant => !IsKilled(session, check, mutant.ApplyTo(text), mutant)).ToList();
        session.Executor.Rewrite = original;

        var listed = EquivalentMutants.All
            .Where(mutant => mutant.Kernel == kernel)
            .Select(mutant => $"{mutant.Count} x {mutant.Mutant}")
            .ToHashSet(StringComparer.Ordinal);
        var found = survivors
            .GroupBy(mutant => mutant.Description)
            .Select(group => $"{group.Count()} x {group.Key}")
            .ToHashSet(StringComparer.Ordinal);
        Assert.True(
            listed.SetEquals(found),
            $"{kernel}, {mutants.Count} mutants\nsurvived:\n{Lines(found.Except(listed))}\n"
            + $"listed, but killed:\n{Lines(listed.Except(found))}\n{Lines(survivors.Select(s => s.ToString()))}");
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => "    " + line));

    private static bool IsKilled(InterpreterSession session, Action check, string text, PtxMutant mutant)
    {
        var reports = session.Executor.Reports.Count();
        var internalErrors = session.InternalErrors.Count;
        session.Executor.Rewrite = _ => text;
        var isNoticed = IsNoticed(check);
        // The driver returns an error for them, like that of a mutant that is killed, but they say nothing of the check.
        if (session.InternalErrors.Count > internalErrors)
            throw new XunitException($"{mutant} cannot be run: {session.InternalErrors[^1].Message}", session.InternalErrors[^1]);
        return isNoticed || session.Executor.Reports.Count() > reports;
    }

    private static bool IsNoticed(Action check)
    {
        try
        {
            check();
            return false;
        }
        catch (Exception noticed) when (noticed is XunitException or CudaException)
        {
            return true;
        }
    }
}
