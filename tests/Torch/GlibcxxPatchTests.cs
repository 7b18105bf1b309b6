using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Torch;

public class GlibcxxPatchTests
{
    private const string WaitSymbol = "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE";
    private const string NotElf = "The file is not a 64-bit little-endian ELF file.";

    [Theory]
    [InlineData(TinyElf.X64)]
    [InlineData(TinyElf.Arm64)]
    public void The_version_and_the_symbol_become_weak_and_nothing_else_changes(ushort machine)
    {
        byte[] before = TinyElf.Create(machine), after = [.. before];

        Assert.True(GlibcxxPatch.Apply(after));

        int[] changed = Differences(before, after);
        Assert.Equal(2, changed.Length);
        Assert.Equal((0x12, 0x22), (before[changed[0]], after[changed[0]]));
        Assert.Equal((0x00, 0x02), (before[changed[1]], after[changed[1]]));
    }

    [SkippableFact]
    public void In_TorchSharps_own_library_exactly_two_bytes_change()
    {
        byte[] before = TorchSharpsLibrary(), after = [.. before];

        Assert.True(GlibcxxPatch.Apply(after));
        Assert.Equal(2, Differences(before, after).Length);
        Assert.True(GlibcxxPatch.ApplyForGcc11(after));
        Assert.Equal(4, Differences(before, after).Length);
    }

    [Fact]
    public void For_GCC_11_wait_is_asked_for_as_it_was_before_and_the_newer_version_becomes_weak()
    {
        byte[] before = ElfThatWaits(), after = [.. before];

        Assert.True(GlibcxxPatch.ApplyForGcc11(after));

        int[] changed = Differences(before, after);
        Assert.Equal(2, changed.Length);
        Assert.Equal((0x00, 0x02), (before[changed[0]], after[changed[0]]));
        Assert.Equal((3, 2), (before[changed[1]], after[changed[1]]));
    }

    [Fact]
    public void Patching_twice_for_GCC_11_is_patching_once()
    {
        byte[] once = ElfThatWaits();
        GlibcxxPatch.ApplyForGcc11(once);
        AssertNotPatchedForGcc11(once);
    }

    [Fact]
    public void A_library_without_the_need_stays_as_it_is_for_GCC_11()
    {
        AssertNotPatchedForGcc11(TinyElf.Create());
        AssertNotPatchedForGcc11(TinyElf.Create(version: "GLIBCXX_3.4.30", symbol: WaitSymbol, olderVersion: "GLIBCXX_3.4.9"));
        AssertNotPatchedForGcc11(TinyElf.Create(version: "GLIBCXX_3.4.30", symbol: "_ZSt4endl", olderVersion: "GLIBCXX_3.4.11"));
    }

    [Fact]
    public void A_library_that_needs_the_newer_version_for_other_symbols_too_stays_as_it_is_for_GCC_11() =>
        AssertNotPatchedForGcc11(TinyElf.Create(
            version: "GLIBCXX_3.4.30", symbol: WaitSymbol, olderVersion: "GLIBCXX_3.4.11", oneVersionForAll: true));

    [Fact]
    public void Patching_twice_is_patching_once()
    {
        byte[] once = TinyElf.Create();
        GlibcxxPatch.Apply(once);
        byte[] twice = [.. once];

        Assert.False(GlibcxxPatch.Apply(twice));
        Assert.Equal(once, twice);
    }

    [Theory]
    [InlineData("GLIBCXX_3.4.30")]
    [InlineData("GLIBCXX_3.4.3")]
    [InlineData("GLIBCXX_3.4.321")]
    public void A_library_that_does_not_need_the_version_stays_as_it_is(string version)
    {
        byte[] before = TinyElf.Create(version: version), after = [.. before];

        Assert.False(GlibcxxPatch.Apply(after));
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_library_that_needs_the_version_without_the_symbol_has_the_version_made_weak()
    {
        byte[] before = TinyElf.Create(symbol: "_ZSt4endl"), after = [.. before];

        Assert.True(GlibcxxPatch.Apply(after));
        Assert.Single(Differences(before, after));
    }

    [Theory]
    [InlineData(0, 'M')] // No ELF file.
    [InlineData(4, 1)] // 32-bit.
    [InlineData(5, 2)] // Big-endian.
    public void What_is_not_a_64_bit_little_endian_ELF_file_is_refused(int position, int value)
    {
        byte[] file = TinyElf.Create();
        file[position] = (byte)value;

        Assert.Equal(NotElf, Assert.Throws<BadImageFormatException>(() => GlibcxxPatch.Apply(file)).Message);
    }

    [Fact]
    public void An_empty_file_is_refused() =>
        Assert.Equal(NotElf, Assert.Throws<BadImageFormatException>(() => GlibcxxPatch.Apply([])).Message);

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_and_left_as_it_is()
    {
        byte[] whole = TinyElf.Create();
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Assert.Throws<BadImageFormatException>(() => GlibcxxPatch.Apply(cut));
            Assert.Throws<BadImageFormatException>(() => GlibcxxPatch.ApplyForGcc11(cut));
            Assert.Equal(whole[..length], cut);
        }
    }

    [Fact]
    public void A_damaged_file_is_either_patched_or_refused()
    {
        AssertPatchedOrRefused(TinyElf.Create(), damaged => GlibcxxPatch.Apply(damaged));
        AssertPatchedOrRefused(ElfThatWaits(), damaged => GlibcxxPatch.ApplyForGcc11(damaged));
    }

    private static void AssertPatchedOrRefused(byte[] whole, Action<byte[]> patch)
    {
        byte[] values = [0x00, 0x01, 0x7f, 0x80, 0xff];
        foreach ((int position, byte value) in Enumerable.Range(0, whole.Length).SelectMany(p => values.Select(v => (p, v))))
        {
            byte[] damaged = [.. whole];
            damaged[position] = value;
            Exception? failure = Record.Exception(() => patch(damaged));
            Assert.True(failure is null or BadImageFormatException, $"byte {position} as {value}: {failure}");
        }
    }

    private static byte[] ElfThatWaits() =>
        TinyElf.Create(version: "GLIBCXX_3.4.30", symbol: WaitSymbol, olderVersion: "GLIBCXX_3.4.11");

    private static void AssertNotPatchedForGcc11(byte[] library)
    {
        byte[] after = [.. library];
        Assert.False(GlibcxxPatch.ApplyForGcc11(after));
        Assert.Equal(library, after);
    }

    private static byte[] TorchSharpsLibrary()
    {
        string? path = NativeLibraryFiles.Find(NativeLibraryFiles.SearchFolders(), "libLibTorchSharp.so");
        Skip.If(path is null, "The tests were not built for Linux.");
        return File.ReadAllBytes(path);
    }

    private static int[] Differences(byte[] before, byte[] after) =>
        [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
}
