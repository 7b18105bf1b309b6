using System.Buffers.Binary;
using System.Text;

namespace MlNetDl.Tests.Torch;

/// <summary>
/// The smallest ELF files with dynamic symbols and needed versions: file header, strings, two symbols, one needed
/// library with two versions, the versions of the symbols, and last the section headers, so that every cut goes through
/// something that is read.
/// </summary>
internal static class TinyElf
{
    public const ushort X64 = 62, Arm64 = 183; // EM_X86_64, EM_AARCH64
    public const string MarkerSymbol = "_ZSt21ios_base_library_initv";
    private const int FileHeader = 64, SectionHeader = 64, Symbol = 24, SymbolVersion = 2, Need = 16;
    private const int OlderNumber = 2, Number = 3;

    /// <summary>
    /// A library with <paramref name="symbol"/> of <paramref name="version"/>, and operator new, which is of
    /// <paramref name="olderVersion"/> unless <paramref name="oneVersionForAll"/>.
    /// </summary>
    public static byte[] Create(
        ushort machine = X64, string version = "GLIBCXX_3.4.32", string symbol = MarkerSymbol,
        string olderVersion = "GLIBCXX_3.4", bool oneVersionForAll = false)
    {
        byte[] strings = Encoding.ASCII.GetBytes($"\0libstdc++.so.6\0{olderVersion}\0{version}\0_Znwm\0{symbol}\0");
        int symbols = Aligned(FileHeader + strings.Length), needs = symbols + 2 * Symbol;
        int symbolVersions = needs + 3 * Need, sections = Aligned(symbolVersions + 2 * SymbolVersion);
        byte[] file = new byte[sections + 5 * SectionHeader];

        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        Write16(file, 18, machine);
        Write64(file, 40, sections);
        Write16(file, 58, SectionHeader);
        Write16(file, 60, 5);
        strings.CopyTo(file, FileHeader);

        WriteSymbol(file, symbols, name: Find(strings, "_Znwm"));
        WriteSymbol(file, symbols + Symbol, name: Find(strings, symbol));

        Write16(file, needs, 1);
        Write16(file, needs + 2, 2);
        Write32(file, needs + 4, Find(strings, "libstdc++.so.6"));
        Write32(file, needs + 8, Need);
        WriteVersion(file, needs + Need, OlderNumber, name: Find(strings, olderVersion), next: Need);
        WriteVersion(file, needs + 2 * Need, Number, name: Find(strings, version), next: 0);

        Write16(file, symbolVersions, oneVersionForAll ? Number : OlderNumber);
        Write16(file, symbolVersions + SymbolVersion, Number);

        WriteSection(file, sections + SectionHeader, type: 3, FileHeader, strings.Length, link: 0, count: 0);
        WriteSection(file, sections + 2 * SectionHeader, type: 11, symbols, 2 * Symbol, link: 1, count: 0);
        WriteSection(file, sections + 3 * SectionHeader, type: 0x6fffffff, symbolVersions, 2 * SymbolVersion, link: 2, count: 0);
        WriteSection(file, sections + 4 * SectionHeader, type: 0x6ffffffe, needs, 3 * Need, link: 1, count: 1);
        return file;
    }

    private static void WriteSymbol(byte[] file, int at, int name)
    {
        Write32(file, at, name);
        file[at + 4] = 0x12; // Global, a function.
    }

    private static void WriteVersion(byte[] file, int at, int number, int name, int next)
    {
        Write16(file, at + 6, number);
        Write32(file, at + 8, name);
        Write32(file, at + 12, next);
    }

    private static void WriteSection(byte[] file, int at, int type, int offset, int size, int link, int count)
    {
        Write32(file, at + 4, type);
        Write64(file, at + 24, offset);
        Write64(file, at + 32, size);
        Write32(file, at + 40, link);
        Write32(file, at + 44, count);
    }

    private static int Find(byte[] strings, string text) =>
        strings.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{text}\0")) + 1;

    private static int Aligned(int offset) => (offset + 7) / 8 * 8;

    private static void Write16(byte[] file, int at, int value) => BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), (ushort)value);

    private static void Write32(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static void Write64(byte[] file, int at, int value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
}
