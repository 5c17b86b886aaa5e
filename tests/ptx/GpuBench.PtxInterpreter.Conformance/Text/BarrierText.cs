namespace GpuBench.PtxInterpreter.Conformance.Text;

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

    /// <returns>Every thread waits for the first phase; a kernel that would wait forever traps.</returns>
    public static string Wait() => """
        .reg .pred %done, %late;
        .reg .b32 %tries;
        mov.u32 %tries, 0;
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %done, [%barrier], 0;
        @%done bra WAITED;
        add.u32 %tries, %tries, 1;
        setp.gt.u32 %late, %tries, 1000000;
        @%late trap;
        bra WAIT;
        WAITED:

        """;
}
