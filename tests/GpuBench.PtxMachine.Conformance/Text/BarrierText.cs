namespace GpuBench.PtxMachine.Conformance.Text;

/// <summary>Lines around one mbarrier in dynamic shared memory, whose address lies in <c>%barrier</c>.</summary>
internal static class BarrierText
{
    /// <param name="offset">Where the barrier lies in dynamic shared memory.</param>
    /// <param name="arrivals">Arrivals that complete a phase.</param>
    /// <returns>Thread 0 initialises the barrier; afterwards every thread and the copy engine may use it.</returns>
    public static string Initialise(int offset, int arrivals) => $"""
        .reg .b32 %barrier;
        .reg .pred %first;
        add.u32 %barrier, %shared, {offset};
        setp.eq.u32 %first, %thread, 0;
        @%first mbarrier.init.shared::cta.b64 [%barrier], {arrivals};
        @%first fence.mbarrier_init.release.cluster;
        @%first fence.proxy.async;
        bar.sync 0;

        """;

    /// <returns>Every thread waits for the phase of the given parity; a kernel that would wait forever traps.</returns>
    public static string Wait(int parity, string label = "WAIT") => $"""
        .reg .pred %done_{label}, %late_{label};
        .reg .b32 %tries_{label};
        mov.u32 %tries_{label}, 0;
        {label}:
        mbarrier.try_wait.parity.shared::cta.b64 %done_{label}, [%barrier], {parity};
        @%done_{label} bra {label}_END;
        add.u32 %tries_{label}, %tries_{label}, 1;
        setp.gt.u32 %late_{label}, %tries_{label}, 1000000;
        @%late_{label} trap;
        bra {label};
        {label}_END:

        """;

    /// <returns>The address of a tensor map that is a parameter, in a new register.</returns>
    public static string MapAddress(string argument, string register) =>
        $".reg .b64 {register};\nmov.b64 {register}, {ModuleText.Parameter(argument)};\ncvta.param.u64 {register}, {register};\n";
}
