using GpuBench.Driver.Tests.Kernels;
using GpuBench.PtxInterpreter.Mutation;
using GpuBench.PtxInterpreter.Text;
using ILGPU.Runtime.Cuda;
using Xunit.Sdk;

namespace GpuBench.Mutation.Tests;

/// <summary>Puts one fault after the other into the kernel that a check runs, and sees whether anybody notices.</summary>
internal static class MutationRun
{
    /// <summary>Fails with the faults of which neither a report nor a wrong result told, but for <see cref="HarmlessFaults"/>; and with those of the list that did show.</summary>
    /// <param name="kernel">As the list names it.</param>
    /// <param name="faults">The kinds to put in.</param>
    /// <param name="check">Launches the kernel and compares its results with the oracle's.</param>
    public static void RequireAllNoticed(InterpreterSession session, string kernel, IEnumerable<PtxFault> faults, Action check)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(check);
        check();
        session.AssertClean();
        var rewrite = session.Executor.Rewrite ?? (text => text);
        var text = rewrite(session.Executor.Launches[^1].Launch.ModulePtx);
        var mutants = faults.SelectMany(fault => fault.MutantsOf(text)).ToList();
        Assert.NotEmpty(mutants);
        var survivors = mutants.Where(mutant => !Shows(session, check, ptx => mutant.ApplyTo(rewrite(ptx)), mutant)).ToList();
        session.Executor.Rewrite = rewrite;

        var listed = HarmlessFaults.All.Where(fault => fault.Kernel == kernel).Select(fault => $"{fault.Count} x {fault.Fault}").ToHashSet(StringComparer.Ordinal);
        var found = survivors.GroupBy(mutant => mutant.Description).Select(group => $"{group.Count()} x {group.Key}").ToHashSet(StringComparer.Ordinal);
        Assert.True(
            listed.SetEquals(found),
            $"{kernel}, {mutants.Count} faults\nunnoticed:\n{Lines(found.Except(listed))}\nlisted, but noticed:\n{Lines(listed.Except(found))}\n{Lines(survivors.Select(s => s.ToString()))}");
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines.Select(line => "    " + line));

    private static bool Shows(InterpreterSession session, Action check, Func<string, string> fault, PtxMutant mutant)
    {
        var reports = session.Executor.Reports.Count();
        session.Executor.Rewrite = fault;
        try
        {
            check();
        }
        catch (PtxException unreadable)
        {
            throw new XunitException($"{mutant} is no PTX", unreadable);
        }
        catch (Exception noticed) when (noticed is XunitException or CudaException)
        {
            return true;
        }
        return session.Executor.Reports.Count() > reports;
    }
}
