namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>
/// PTX lines for dynamic shared memory. <c>%shared</c> holds its base, aligned to 1024 bytes. <c>%thread</c> holds the thread's index.
/// </summary>
internal static class SharedMemoryText
{
    /// <summary>A declaration of the module.</summary>
    public const string Declaration = ".extern .shared .align 1024 .b8 dynamic_shared[];\n";

    /// <summary>The first lines of a body, before all other lines of this class.</summary>
    public const string Prologue =
        ".reg .b32 %thread, %shared;\n.reg .pred %loop;\nmov.u32 %thread, %tid.x;\nmov.u32 %shared, dynamic_shared;\n";

    /// <param name="source">The register with an address in global memory.</param>
    /// <param name="bytes">A multiple of four.</param>
    /// <returns>
    /// Lines in which all threads copy words from the source to the base. Afterwards every thread, the copy engine and the matrix units may
    /// read them.
    /// </returns>
    public static string Fill(string source, int threads, int bytes) => $"""
        .reg .b32 %fill_word, %fill_to, %fill_at;
        .reg .b64 %fill_from;
        shl.b32 %fill_at, %thread, 2;
        FILL:
        setp.ge.u32 %loop, %fill_at, {bytes};
        @%loop bra FILLED;
        cvt.u64.u32 %fill_from, %fill_at;
        add.u64 %fill_from, {source}, %fill_from;
        ld.global.b32 %fill_word, [%fill_from];
        add.u32 %fill_to, %shared, %fill_at;
        st.shared.b32 [%fill_to], %fill_word;
        add.u32 %fill_at, %fill_at, {4 * threads};
        bra FILL;
        FILLED:
        fence.proxy.async.shared::cta;
        bar.sync 0;

        """;

    /// <param name="target">The register with an address in global memory.</param>
    /// <param name="bytes">A multiple of four.</param>
    /// <param name="offset">From the base to the first byte.</param>
    /// <returns>Lines in which all threads copy words from shared memory to the target after a barrier.</returns>
    public static string Dump(string target, int threads, int bytes, int offset) => $"""
        bar.sync 0;
        .reg .b32 %dump_word, %dump_from, %dump_at;
        .reg .b64 %dump_to;
        shl.b32 %dump_at, %thread, 2;
        DUMP:
        setp.ge.u32 %loop, %dump_at, {bytes};
        @%loop bra DUMPED;
        add.u32 %dump_from, %shared, %dump_at;
        ld.shared.b32 %dump_word, [%dump_from+{offset}];
        cvt.u64.u32 %dump_to, %dump_at;
        add.u64 %dump_to, {target}, %dump_to;
        st.global.b32 [%dump_to], %dump_word;
        add.u32 %dump_at, %dump_at, {4 * threads};
        bra DUMP;
        DUMPED:

        """;
}
