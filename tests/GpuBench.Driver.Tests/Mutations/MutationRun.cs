using GpuBench.Driver.Tests.Kernels;
using GpuBench.PtxMachine.Mutation;
using GpuBench.PtxMachine.Text;
using ILGPU.Runtime.Cuda;
using Xunit.Sdk;

namespace GpuBench.Driver.Tests.Mutations;

/// <summary>Puts one fault after the other into the kernel that a check runs, and sees whether anybody notices.</summary>
internal static class MutationRun
{
    /// <param name="faults">The kinds to put in.</param>
    /// <param name="check">Launches the kernel and compares its results with the oracle's.</param>
    /// <returns>The faults of which neither a report nor a wrong result told, and how many there were in all.</returns>
    public static (IReadOnlyList<PtxMutant> Survivors, int Count) Of(MachineSession session, IEnumerable<PtxFault> faults, Action check)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(check);
        check();
        session.AssertClean();
        var text = session.Executor.Launches[^1].Launch.ModulePtx;
        var mutants = faults.SelectMany(fault => fault.MutantsOf(text)).ToList();
        var survivors = mutants.Where(mutant => !Shows(session, check, mutant)).ToList();
        session.Executor.Rewrite = null;
        return (survivors, mutants.Count);
    }

    private static bool Shows(MachineSession session, Action check, PtxMutant mutant)
    {
        var reports = session.Executor.Reports.Count();
        session.Executor.Rewrite = mutant.ApplyTo;
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
