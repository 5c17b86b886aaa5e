namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>PTX lines for one mbarrier in dynamic shared memory. <c>%barrier</c> holds its address.</summary>
internal static class BarrierText
{
    /// <param name="offset">The barrier's offset in dynamic shared memory.</param>
    /// <param name="arrivals">Arrivals that complete a phase.</param>
    /// <returns>Lines in which thread 0 initialises the barrier. Afterwards every thread and the copy engine may use it.</returns>
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

    /// <returns>
    /// Lines in which every thread waits for the first phase. A kernel that would wait forever traps after 5000 tries. The device may take
    /// up to about a millisecond for a try.
    /// </returns>
    public static string Wait() => """
        .reg .pred %done, %late;
        .reg .b32 %tries;
        mov.u32 %tries, 0;
        WAIT:
        mbarrier.try_wait.parity.shared::cta.b64 %done, [%barrier], 0;
        @%done bra WAITED;
        add.u32 %tries, %tries, 1;
        setp.gt.u32 %late, %tries, 5000;
        @%late trap;
        bra WAIT;
        WAITED:

        """;
}
