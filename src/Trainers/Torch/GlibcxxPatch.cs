namespace MlNetDl.Trainers;

/// <summary>
/// Lets a library that was built with GCC 13 load beside the libstdc++ of GCC 12 (Debian 12, Ubuntu 22.04) and 11 (RHEL 9).
/// </summary>
/// <remarks>
/// <para>
/// Including &lt;iostream&gt; in GCC 13 leaves a reference to one marker symbol, introduced with version GLIBCXX_3.4.32,
/// that nothing calls: it only makes the loader refuse an older libstdc++. Marking the version and the symbol as weak
/// turns the refusal into a note of the loader's, and changes nothing where the version exists.
/// </para>
/// <para>
/// GCC 11 lacks GLIBCXX_3.4.30 too. Of that version TorchSharp's library has std::condition_variable::wait alone, which it
/// does call: GCC 12 gave it a new version when it ceased to be noexcept. Every libstdc++ still has it under the version it
/// had before, so that is the one to ask for.
/// </para>
/// </remarks>
internal static class GlibcxxPatch
{
    private const uint SectionIsDynamicSymbols = 11; // SHT_DYNSYM
    private const uint SectionIsVersionNeeds = 0x6ffffffe; // SHT_GNU_verneed
    private const uint SectionIsSymbolVersions = 0x6fffffff; // SHT_GNU_versym
    private const ushort WeakVersion = 0x2; // VER_FLG_WEAK
    private const int WeakBinding = 2; // STB_WEAK
    private const int SymbolSize = 24, SymbolVersionSize = 2, VersionNeedSize = 16, VersionNeedEntrySize = 16;

    private static ReadOnlySpan<byte> MarkerVersion => "GLIBCXX_3.4.32"u8;

    private static ReadOnlySpan<byte> MarkerSymbol => "_ZSt21ios_base_library_initv"u8;

    private static ReadOnlySpan<byte> WaitVersion => "GLIBCXX_3.4.30"u8;

    private static ReadOnlySpan<byte> WaitVersionBefore => "GLIBCXX_3.4.11"u8;

    private static ReadOnlySpan<byte> WaitSymbol => "_ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE"u8;

    /// <summary>Marks the marker's version and the marker as weak: enough for GCC 12. False if there was nothing to change.</summary>
    /// <exception cref="BadImageFormatException">The bytes are no 64-bit little-endian ELF file, or a damaged one.</exception>
    public static bool Apply(Span<byte> library)
    {
        ElfImage image = new(library);
        // Both are found before either is changed: a damaged file is refused as it came.
        int version = FindVersion(image, MarkerVersion);
        if (version < 0)
            return false; // Without the version there is no need, whatever symbols the library has.
        int info = FindMarkerInfo(image);
        return TryWeakenVersion(image, version) | (info >= 0 && TryWeakenSymbol(image, info));
    }

    /// <summary>
    /// Asks for condition_variable::wait as it was before: what GCC 11 takes besides <see cref="Apply"/>. False if the
    /// library has no such need, has it for other symbols too, or does not know the version before.
    /// </summary>
    /// <inheritdoc cref="Apply" path="/exception"/>
    public static bool ApplyForGcc11(Span<byte> library)
    {
        ElfImage image = new(library);
        int version = FindVersion(image, WaitVersion), before = FindVersion(image, WaitVersionBefore);
        if (version < 0 || before < 0)
            return false;
        int symbolVersion = FindOnlyUse(image, Number(image, version), WaitSymbol);
        if (symbolVersion < 0)
            return false;
        image.WriteUInt16(symbolVersion, Number(image, before));
        TryWeakenVersion(image, version);
        return true;
    }

    private static bool TryWeakenVersion(ElfImage image, int version)
    {
        int flags = version + 4;
        if ((image.ReadUInt16(flags) & WeakVersion) != 0)
            return false;
        image[flags] |= (byte)WeakVersion;
        return true;
    }

    /// <summary>The number that the library's symbols refer to the version by: vna_other.</summary>
    private static ushort Number(ElfImage image, int version) => image.ReadUInt16(version + 6);

    /// <summary>The file position of the version's Elf64_Vernaux, or -1.</summary>
    private static int FindVersion(ElfImage image, ReadOnlySpan<byte> name)
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
                if (image.HasString(strings, image.ReadUInt32(position + 8), name))
                    return position;
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

    /// <summary>The file position of the symbol's version, if that is the numbered one and no other symbol's is; or -1.</summary>
    private static int FindOnlyUse(ElfImage image, ushort number, ReadOnlySpan<byte> name)
    {
        const ushort NumberMask = 0x7fff; // The highest bit says whether the symbol is hidden.
        if (FindSection(image, SectionIsDynamicSymbols) is not { } symbols || FindSection(image, SectionIsSymbolVersions) is not { } versions)
            return -1;
        ElfSection strings = image.Section(symbols.Link);
        int found = -1;
        for (ulong index = 0; index < symbols.Size / SymbolSize; index++)
        {
            int version = image.Locate(versions, index * SymbolVersionSize, SymbolVersionSize);
            if ((image.ReadUInt16(version) & NumberMask) != number)
                continue;
            int position = image.Locate(symbols, index * SymbolSize, SymbolSize);
            if (found >= 0 || !image.HasString(strings, image.ReadUInt32(position), name))
                return -1;
            found = version;
        }
        return found;
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
