using System.Buffers.Binary;

namespace MlNetDl.Trainers;

/// <summary>Bounds-checked reading of a 64-bit little-endian ELF file's section headers, strings and numbers.</summary>
/// <remarks>Layouts as in the System V ABI, chapter 4, "Section Header", and in elf(5).</remarks>
internal readonly ref struct ElfImage
{
    private const int FileHeaderSize = 64, SectionHeaderSize = 64;
    private readonly Span<byte> _bytes;

    /// <exception cref="BadImageFormatException">The bytes are no 64-bit little-endian ELF file, or are cut off.</exception>
    public ElfImage(Span<byte> bytes)
    {
        bool isElf64LittleEndian = bytes.Length >= 6 && bytes[..4].SequenceEqual("\u007fELF"u8) && bytes[4] == 2 && bytes[5] == 1;
        if (!isElf64LittleEndian)
            throw new BadImageFormatException("The file is not a 64-bit little-endian ELF file.");
        _bytes = bytes;
        if (bytes.Length < FileHeaderSize)
            throw Broken("its header is cut off");
    }

    public int SectionCount => ReadUInt16(60);

    public ElfSection Section(int index)
    {
        if (index < 0 || index >= SectionCount)
            throw Broken($"it refers to section {index} of {SectionCount}");
        if (ReadUInt16(58) < SectionHeaderSize)
            throw Broken("its section headers are too short");
        int header = Slice(ReadUInt64(40), (ulong)index * ReadUInt16(58), SectionHeaderSize);
        return new ElfSection(
            Type: ReadUInt32(header + 4), Offset: ReadUInt64(header + 24), Size: ReadUInt64(header + 32),
            Link: (int)Math.Min(ReadUInt32(header + 40), int.MaxValue), EntryCount: ReadUInt32(header + 44));
    }

    /// <summary>The file position of <paramref name="length"/> bytes inside a section.</summary>
    public int Locate(ElfSection section, ulong offset, int length)
    {
        if (offset > section.Size || (ulong)length > section.Size - offset)
            throw Broken("an entry lies outside its section");
        return Slice(section.Offset, offset, length);
    }

    /// <summary>Whether the zero-terminated string at the offset of a string table is <paramref name="expected"/>.</summary>
    public bool HasString(ElfSection strings, uint offset, ReadOnlySpan<byte> expected)
    {
        if (offset >= strings.Size)
            throw Broken("a name lies outside its string table");
        if ((ulong)expected.Length >= strings.Size - offset)
            return false;
        ReadOnlySpan<byte> found = _bytes.Slice(Slice(strings.Offset, offset, expected.Length + 1), expected.Length + 1);
        return found[..^1].SequenceEqual(expected) && found[^1] == 0;
    }

    public byte this[int position]
    {
        get => _bytes[position];
        set => _bytes[position] = value;
    }

    public ushort ReadUInt16(int position) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[position..]);

    public void WriteUInt16(int position, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(_bytes[position..], value);

    public uint ReadUInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes[position..]);

    public static BadImageFormatException Broken(string reason) => new($"The ELF file is damaged: {reason}.");

    private ulong ReadUInt64(int position) => BinaryPrimitives.ReadUInt64LittleEndian(_bytes[position..]);

    private int Slice(ulong start, ulong offset, int length)
    {
        ulong size = (ulong)_bytes.Length;
        if (start > size || offset > size - start || (ulong)length > size - start - offset)
            throw Broken("a part lies beyond its end");
        return (int)(start + offset);
    }
}
