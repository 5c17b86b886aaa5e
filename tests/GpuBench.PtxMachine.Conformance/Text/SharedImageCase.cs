using GpuBench.PtxMachine.Conformance.Cases;

namespace GpuBench.PtxMachine.Conformance.Text;

/// <summary>
/// Cases that end with the content of dynamic shared memory: after the body and a barrier, all threads copy it to an output
/// buffer word by word. The body finds its thread in <c>%thread</c> and the base, aligned to 1024 bytes, in <c>%shared</c>.
/// </summary>
internal static class SharedImageCase
{
    public const string SharedDeclaration = ".extern .shared .align 1024 .b8 dynamic_shared[];\n";

    /// <param name="inputs">Bound to parameters; their addresses are loaded by the body.</param>
    /// <param name="image">The expected bytes from <paramref name="imageOffset"/> on; a multiple of four.</param>
    /// <param name="imageOffset">Where the copied part of shared memory begins.</param>
    public static ConformanceCase Create(
        string family, string name, string section, PtxTarget target, int threads, IReadOnlyList<CaseArgument> inputs, byte[] image, int imageOffset, string body)
    {
        var words = new ulong[image.Length / 4];
        for (var i = 0; i < words.Length; i++)
            words[i] = Numerics.LittleEndian.Read(image, 4 * i, 4);
        List<CaseArgument> arguments = [.. inputs, new OutputBuffer("image", new(4, words, i => $"at byte {4 * i} of shared memory"))];
        return new(
            family, name, section, target,
            ModuleText.Write(target, arguments, Prologue + body + "\n" + Dump(threads, image.Length, imageOffset) + "ret;", SharedDeclaration, threads),
            new(1, threads, imageOffset + image.Length), arguments);
    }

    public const string Prologue = ".reg .b32 %thread, %shared;\n.reg .pred %loop;\nmov.u32 %thread, %tid.x;\nmov.u32 %shared, dynamic_shared;\n";

    /// <returns>Lines that copy shared memory to the buffer argument "image".</returns>
    public static string Dump(int threads, int bytes, int offset) =>
        ModuleText.LoadAddress("image", "%image") + $"""
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
        add.u64 %dump_to, %image, %dump_to;
        st.global.b32 [%dump_to], %dump_word;
        add.u32 %dump_at, %dump_at, {4 * threads};
        bra DUMP;
        DUMPED:

        """;

    /// <returns>Lines that fill shared memory with zeros, by all threads.</returns>
    public static string Clear(int threads, int bytes, int offset) => $"""
        .reg .b32 %clear, %clearat;
        shl.b32 %clear, %thread, 2;
        CLEAR:
        setp.ge.u32 %loop, %clear, {bytes};
        @%loop bra CLEARED;
        add.u32 %clearat, %shared, %clear;
        st.shared.b32 [%clearat+{offset}], 0;
        add.u32 %clear, %clear, {4 * threads};
        bra CLEAR;
        CLEARED:
        bar.sync 0;

        """;
}
