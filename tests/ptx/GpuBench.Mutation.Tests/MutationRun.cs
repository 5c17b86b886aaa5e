using GpuBench.PtxInterpreter.Mutation;
using GpuBench.PtxInterpreter.Text;
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
        var rewrite = session.Executor.Rewrite ?? (text => text);
        var text = rewrite(session.Executor.Launches[^1].Launch.ModulePtx);
        var mutants = operators.SelectMany(operation => operation.MutantsOf(text)).ToList();
        Assert.NotEmpty(mutants);
        var survivors = mutants.Where(mutant => !IsKilled(session, check, ptx => mutant.ApplyTo(rewrite(ptx)), mutant)).ToList();
        session.Executor.Rewrite = rewrite;

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

    private static bool IsKilled(InterpreterSession session, Action check, Func<string, string> mutate, PtxMutant mutant)
    {
        var reports = session.Executor.Reports.Count();
        session.Executor.Rewrite = mutate;
        try
        {
            check();
        }
        catch (PtxException unreadable)
        {
            throw new XunitException($"{mutant} is not valid PTX", unreadable);
        }
        catch (Exception noticed) when (noticed is XunitException or CudaException)
        {
            return true;
        }
        return session.Executor.Reports.Count() > reports;
    }
}
