using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace GpuBench.Torch.Loading;

/// <summary>
/// The dynamic linker of the GNU C library. <see cref="NativeLibrary"/> does not do here: it neither opens a library
/// for all others to see nor asks for a version of a symbol.
/// </summary>
internal static partial class DynamicLinker
{
    // Since glibc 2.34 the functions live in libc.so.6; this name reaches them in every glibc.
    private const string Library = "libdl.so.2";

    private const int Lazy = 0x001;
    private const int Global = 0x100;

    // RTLD_DEFAULT: every library that was opened for all to see.
    private const nint AllGlobal = 0;

    public static bool IsAvailable => OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _);

    /// <summary>Opens a library for all others to see; functions are bound when first called.</summary>
    /// <param name="error">The dynamic linker's own words.</param>
    public static bool TryOpen(string path, out nint handle, [NotNullWhen(false)] out string? error)
    {
        // Binding a function for its first call goes through the dynamic linker too and clears its last error: bind this one before.
        LastError();
        handle = Open(path, Lazy | Global);
        error = handle == 0 ? Marshal.PtrToStringUTF8(LastError()) ?? "the dynamic linker gives no reason" : null;
        return handle != 0;
    }

    public static bool IsDefined(string symbol) => Find(AllGlobal, symbol) != 0;

    /// <summary>Those that no library in this process defines for all to see.</summary>
    public static IReadOnlyList<string> Undefined(IEnumerable<string> symbols) => [.. symbols.Where(symbol => !IsDefined(symbol))];

    /// <summary>Whether a library, opened where it is not yet, defines a symbol in a version, e.g. <c>GLIBCXX_3.4.32</c>.</summary>
    public static bool IsDefined(string library, string symbol, string version)
    {
        var handle = Open(library, Lazy);
        return handle != 0 && FindVersion(handle, symbol, version) != 0;
    }

    [LibraryImport(Library, EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "dlsym", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Find(nint handle, string symbol);

    [LibraryImport(Library, EntryPoint = "dlvsym", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint FindVersion(nint handle, string symbol, string version);

    [LibraryImport(Library, EntryPoint = "dlerror")]
    private static partial nint LastError();
}
