using GpuBench.PtxInterpreter.Conformance.Cases;
using GpuBench.PtxInterpreter.Conformance.Numerics;

namespace GpuBench.PtxInterpreter.Conformance.Text;

/// <summary>
/// Cases that check the content of dynamic shared memory at the end. After the body and a barrier, all threads copy it to an output
/// buffer word by word. The body uses the registers that <see cref="SharedMemoryText"/> describes.
/// </summary>
internal static class SharedImageCase
{
    /// <param name="inputs">Bound to parameters. The body loads their addresses.</param>
    /// <param name="image">The expected bytes from <paramref name="imageOffset"/> on. Their number is a multiple of four.</param>
    /// <param name="imageOffset">The offset of the copied part of shared memory.</param>
    public static ConformanceCase Create(
        string family, string name, string section, PtxTarget target, int threads, IReadOnlyList<CaseArgument> inputs,
        byte[] image, int imageOffset, string body)
    {
        var words = new ulong[image.Length / 4];
        for (var i = 0; i < words.Length; i++)
            words[i] = LittleEndian.Read(image, 4 * i, 4);
        List<CaseArgument> arguments = [.. inputs, new OutputBuffer("image", new(4, words, i => $"at byte {4 * i} of shared memory"))];
        var text = SharedMemoryText.Prologue + body + "\n"
            + ModuleText.LoadAddress("image", "%image") + SharedMemoryText.Dump("%image", threads, image.Length, imageOffset) + "ret;";
        return new(
            family, name, section, target,
            ModuleText.Write(target, arguments, text, SharedMemoryText.Declaration, threads),
            new(1, threads, imageOffset + image.Length), arguments);
    }
}
