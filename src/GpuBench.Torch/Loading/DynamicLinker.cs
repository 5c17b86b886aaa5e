using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace GpuBench.Torch.Loading;

/// <summary>
/// The dynamic linker of the GNU C library. <see cref="NativeLibrary"/> cannot open a library with global visibility, nor look up
/// a symbol version.
/// </summary>
internal static partial class DynamicLinker
{
    // Since glibc 2.34 the functions are in libc.so.6; this name works with every glibc.
    private const string Library = "libdl.so.2";

    private const int Lazy = 0x001;
    private const int Global = 0x100;

    // RTLD_DEFAULT: every library with global visibility.
    private const nint AllGlobal = 0;

    public static bool IsAvailable => OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out _);

    /// <summary>Opens a library with global visibility; functions are bound at their first call.</summary>
    /// <param name="error">The dynamic linker's message.</param>
    public static bool TryOpen(string path, out nint handle, [NotNullWhen(false)] out string? error)
    {
        // The first call of dlerror binds it, and binding clears the dynamic linker's last error: call it once before dlopen.
        LastError();
        handle = Open(path, Lazy | Global);
        error = handle == 0 ? Marshal.PtrToStringUTF8(LastError()) ?? "the dynamic linker gave no reason" : null;
        return handle != 0;
    }

    public static bool IsDefined(string symbol) => AddressOf(symbol) != 0;

    /// <returns>0 if no library with global visibility in this process defines it.</returns>
    public static nint AddressOf(string symbol) => Find(AllGlobal, symbol);

    /// <summary>Those that no library with global visibility in this process defines.</summary>
    public static IReadOnlyList<string> Undefined(IEnumerable<string> symbols) => [.. symbols.Where(symbol => !IsDefined(symbol))];

    /// <summary>Opens a library if needed and returns whether it defines a symbol in a version, e.g. <c>GLIBCXX_3.4.32</c>.</summary>
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
