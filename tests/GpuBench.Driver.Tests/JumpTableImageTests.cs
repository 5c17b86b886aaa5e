using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;
using GpuBench.PtxInterpreter.Driver;
using GpuBench.PtxInterpreter.Elf;

namespace GpuBench.Driver.Tests;

/// <summary>The structure of the file that a loader relies on. The reader that checks it shares no code with the writer.</summary>
public sealed class JumpTableImageTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 60).Select(i => $"entry_{i * i}")];
    private static readonly byte[] Image = JumpTableImage.Build("libexample.so.1", Names);
    private readonly ElfReader _elf = new(Image);

    [Fact]
    public void The_image_is_a_64_bit_shared_object_for_x86_64()
    {
        Assert.Equal([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1], Image[..7]);
        Assert.Equal(3, _elf.U16(16));
        Assert.Equal(62, _elf.U16(18));
    }

    [Fact]
    public void Segments_are_in_the_file_on_separate_pages_and_none_is_both_writable_and_executable()
    {
        var loaded = _elf.ProgramHeaders().Where(segment => segment.Kind == 1).ToArray();

        Assert.Equal(3, loaded.Length);
        Assert.Equal([4U, 5U, 6U], loaded.Select(segment => segment.Flags));
        Assert.All(loaded, segment =>
        {
            Assert.Equal(segment.Offset % segment.Alignment, segment.Address % segment.Alignment);
            Assert.InRange(segment.Offset + segment.FileBytes, 1UL, (ulong)Image.Length);
        });
        for (var i = 1; i < loaded.Length; i++)
            Assert.True(loaded[i - 1].Address + loaded[i - 1].FileBytes <= loaded[i].Address / 0x1000 * 0x1000);
    }

    [Fact]
    public void Sections_are_named_do_not_overlap_and_agree_with_the_dynamic_section()
    {
        var sections = _elf.Sections();

        Assert.Equal(["", ".hash", ".dynsym", ".dynstr", ".text", ".dynamic", ".data", ".shstrtab"], sections.Keys.ToArray());
        var inOrder = sections.Values.Skip(1).ToArray();
        for (var i = 1; i < inOrder.Length; i++)
            Assert.True(inOrder[i - 1].Offset + inOrder[i - 1].ByteCount <= inOrder[i].Offset);

        var dynamic = _elf.DynamicEntries();
        Assert.Equal(sections[".hash"].Offset, dynamic[4]);
        Assert.Equal(sections[".dynstr"].Offset, dynamic[5]);
        Assert.Equal(sections[".dynsym"].Offset, dynamic[6]);
        Assert.Equal(sections[".dynstr"].ByteCount, dynamic[10]);
        Assert.Equal("libexample.so.1", _elf.Text(sections[".dynstr"].Offset + dynamic[14]));
    }

    [Fact]
    public void The_hash_table_finds_every_name_and_no_absent_name()
    {
        Assert.All(Names, name => Assert.NotEqual(0UL, _elf.AddressOf(name)));
        Assert.Equal(_elf.Sections()[".data"].Offset, _elf.AddressOf(JumpTableImage.SlotTableName));
        Assert.Equal(0UL, _elf.AddressOf("entry_2"));
    }

    [Fact]
    public void Each_stub_jumps_through_its_own_slot()
    {
        var slots = _elf.AddressOf(JumpTableImage.SlotTableName);
        for (var i = 0; i < Names.Length; i++)
        {
            var stub = (int)_elf.AddressOf(Names[i]);
            Assert.Equal(0x25FF, _elf.U16(stub));
            var displacement = BinaryPrimitives.ReadInt32LittleEndian(Image.AsSpan(stub + 2));
            Assert.Equal(slots + (ulong)(i * 8), (ulong)(stub + 6 + displacement));
        }
    }

    [Fact]
    public void A_name_given_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => JumpTableImage.Build("libexample.so.1", ["one", "one"]));

    [LinuxX64Fact]
    public unsafe void The_loader_loads_the_image_and_calls_reach_managed_code()
    {
        var library = JumpTableLibrary.Load("libarithmetic.so", typeof(Arithmetic));

        var sum = (delegate* unmanaged<int, double, int, int, int, int, int, int, double>)NativeLibrary.GetExport(library.Handle, "sum");
        Assert.Equal(28.5, sum(1, 0.5, 2, 3, 4, 5, 6, 7));
        Assert.False(NativeLibrary.TryGetExport(library.Handle, "product", out _));
        // Another load of the same path returns the same library. A resolver relies on this.
        Assert.Equal(library.Handle, NativeLibrary.Load(library.Path));
    }

    [LinuxX64Fact]
    public void Every_driver_entry_point_that_ILGPU_imports_is_exported()
    {
        var handle = FakeDriver.Load().Library.Handle;
        var imports = typeof(ILGPU.Runtime.Cuda.CudaAPI).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public))
            .SelectMany(method => method.GetCustomAttributes(typeof(DllImportAttribute), inherit: false).Cast<DllImportAttribute>())
            .Where(import => import.Value is "cuda")
            .Select(import => import.EntryPoint!)
            .ToArray();

        Assert.NotEmpty(imports);
        Assert.DoesNotContain(imports, name => !NativeLibrary.TryGetExport(handle, name, out _));
    }

    private static class Arithmetic
    {
        [UnmanagedCallersOnly]
        private static double sum(int a, double b, int c, int d, int e, int f, int g, int h) => a + b + c + d + e + f + g + h;
    }
}
