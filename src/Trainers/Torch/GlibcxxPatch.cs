namespace MlNetDl.Trainers;

/// <summary>
/// Lets a library that was built with GCC 13 load beside the libstdc++ of GCC 12 and 11 (Debian 12, RHEL 9, Ubuntu 22.04).
/// </summary>
/// <remarks>
/// Including &lt;iostream&gt; in GCC 13 leaves a reference to one marker symbol, introduced with version GLIBCXX_3.4.32,
/// that nothing calls: it only makes the loader refuse an older libstdc++. Marking the version and the symbol as weak
/// turns the refusal into a note of the loader's, and changes nothing where the version exists.
/// </remarks>
internal static class GlibcxxPatch
{
    private const uint SectionIsDynamicSymbols = 11; // SHT_DYNSYM
    private const uint SectionIsVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort WeakVersion = 0x2; // VER_FLG_WEAK
    private const int WeakBinding = 2; // STB_WEAK
    private const int SymbolSize = 24, VersionNeedSize = 16, VersionNeedEntrySize = 16;

    private static ReadOnlySpan<byte> Version => "GLIBCXX_3.4.32"u8;

    private static ReadOnlySpan<byte> MarkerSymbol => "_ZSt21ios_base_library_initv"u8;

    /// <summary>Marks the version and the symbol as weak; false if there was nothing to change.</summary>
    /// <exception cref="BadImageFormatException">The bytes are no 64-bit little-endian ELF file, or a damaged one.</exception>
    public static bool Apply(Span<byte> library)
    {
        ElfImage image = new(library);
        // Both are found before either is changed: a damaged file is refused as it came.
        int flags = FindVersionFlags(image);
        if (flags < 0)
            return false; // Without the version there is no need, whatever symbols the library has.
        int info = FindMarkerInfo(image);
        return TryWeakenVersion(image, flags) | (info >= 0 && TryWeakenSymbol(image, info));
    }

    private static bool TryWeakenVersion(ElfImage image, int flags)
    {
        if ((image.ReadUInt16(flags) & WeakVersion) != 0)
            return false;
        image[flags] |= (byte)WeakVersion;
        return true;
    }

    /// <summary>The file position of the version's vna_flags, or -1.</summary>
    private static int FindVersionFlags(ElfImage image)
    {
        if (FindSection(image, SectionIsVersionNeeds) is not { } needs)
            return -1;
        ElfSection strings = image.Section(needs.Link);
        // A damaged file can count more entries than it has, or let them overlap: the walk has to end all the same.
        ulong entriesLeft = needs.Size / VersionNeedEntrySize;
        ulong need = 0;
        for (uint i = 0; i < needs.EntryCount; i++)
        {
            int header = image.Locate(needs, need, VersionNeedSize);
            ulong entry = need + image.ReadUInt32(header + 8);
            for (int j = image.ReadUInt16(header + 2); j > 0; j--)
            {
                if (entriesLeft-- == 0)
                    throw ElfImage.Broken("its list of needed versions has no end");
                int position = image.Locate(needs, entry, VersionNeedEntrySize);
                if (image.HasString(strings, image.ReadUInt32(position + 8), Version))
                    return position + 4;
                entry += image.ReadUInt32(position + 12);
            }
            uint next = image.ReadUInt32(header + 12);
            if (next == 0)
                break;
            need += next;
        }
        return -1;
    }

    private static bool TryWeakenSymbol(ElfImage image, int info)
    {
        int value = image[info]; // The binding is the upper half, the kind of symbol the lower.
        if (value >> 4 == WeakBinding)
            return false;
        image[info] = (byte)(WeakBinding << 4 | value & 0xf);
        return true;
    }

    /// <summary>The file position of the marker symbol's st_info, or -1.</summary>
    private static int FindMarkerInfo(ElfImage image)
    {
        if (FindSection(image, SectionIsDynamicSymbols) is not { } symbols)
            return -1;
        ElfSection strings = image.Section(symbols.Link);
        for (ulong index = 0; index < symbols.Size / SymbolSize; index++)
        {
            int position = image.Locate(symbols, index * SymbolSize, SymbolSize);
            if (image.HasString(strings, image.ReadUInt32(position), MarkerSymbol))
                return position + 4;
        }
        return -1;
    }

    private static ElfSection? FindSection(ElfImage image, uint type)
    {
        for (int i = 0; i < image.SectionCount; i++)
        {
            ElfSection section = image.Section(i);
            if (section.Type == type)
                return section;
        }
        return null;
    }
}
