namespace MlNetDl.Trainers;

/// <summary>The fields of an ELF section header that reading dynamic symbols and their versions takes.</summary>
internal readonly record struct ElfSection(uint Type, ulong Offset, ulong Size, int Link, uint EntryCount);
