using System.Runtime.InteropServices;
using System.Text;

namespace GpuBench.Torch.Operators;

/// <summary>
/// What libtorch writes to standard error while it is open: the C interface returns only a code and writes the reason there. The text
/// still reaches standard error, when this is disposed. Text of other threads is collected, too.
/// </summary>
internal sealed partial class LibTorchWords : IDisposable
{
    private const int StandardError = 2;

    private readonly int _file = CreateFile("libtorch's words", flags: 0);
    private readonly int _original;

    public LibTorchWords()
    {
        _original = Duplicate(StandardError);
        if (_file >= 0 && _original >= 0)
            _ = Redirect(_file, StandardError);
    }

    /// <summary>The reason of the last error, in a line; null: libtorch wrote none.</summary>
    public string? Reason => ReasonIn(Encoding.UTF8.GetString(Written()));

    public void Dispose()
    {
        if (_original >= 0)
        {
            _ = Redirect(_original, StandardError);
            _ = Close(_original);
        }
        if (_file < 0)
            return;
        using var error = Console.OpenStandardError();
        error.Write(Written());
        _ = Close(_file);
    }

    /// <param name="text">Such as <c>[E shim_common.cpp:12] Exception in aoti_torch: mat1 and mat2 shapes cannot be multiplied</c>.</param>
    internal static string? ReasonIn(string text)
    {
        const string mark = "Exception in aoti_torch: ";
        var at = text.LastIndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? null : text[(at + mark.Length)..].Split('\n')[0].Trim();
    }

    private byte[] Written()
    {
        try
        {
            return _file < 0 ? [] : File.ReadAllBytes($"/proc/self/fd/{_file}");
        }
        catch (IOException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Redirect(int file, int target);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
