using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MlNetDl.Publicizer;

/// <summary>Copies an assembly with its internals made accessible, for the compiler alone to read.</summary>
/// <remarks>
/// Visibility is a few bits of fixed-size rows in the metadata tables (ECMA-335, II.22), so the copy is patched in place
/// and differs from the original in nothing else. Its strong name no longer verifies, which the compiler does not ask for.
/// </remarks>
internal static class AssemblyPublicizer
{
    // ECMA-335, II.22.15, II.22.26 and II.22.37: where the flags are within a row.
    private const int FieldFlagsOffset = 0;
    private const int MethodFlagsOffset = 6;
    private const int TypeFlagsOffset = 0;

    public static void Publicize(string source, string target)
    {
        var image = File.ReadAllBytes(source);
        Patch(image);

        // Builds that run side by side must never see a half-written file.
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var temporary = $"{target}.{Environment.ProcessId}.tmp";
        File.WriteAllBytes(temporary, image);
        File.Move(temporary, target, overwrite: true);
    }

    private static void Patch(byte[] image)
    {
        using var file = new PEReader(new MemoryStream([.. image]));
        var metadata = file.GetMetadataReader();
        var start = file.PEHeaders.MetadataStartOffset;

        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if (IsOwn(metadata, type))
            {
                var row = Row(TableIndex.TypeDef, handle)[TypeFlagsOffset..];
                BinaryPrimitives.WriteUInt32LittleEndian(row, (uint)Visibility.Widen(type.Attributes));
            }
        }

        foreach (var handle in metadata.MethodDefinitions)
        {
            var row = Row(TableIndex.MethodDef, handle)[MethodFlagsOffset..];
            var flags = metadata.GetMethodDefinition(handle).Attributes;
            BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)Visibility.Widen(flags));
        }

        foreach (var handle in metadata.FieldDefinitions)
        {
            var row = Row(TableIndex.Field, handle)[FieldFlagsOffset..];
            var flags = metadata.GetFieldDefinition(handle).Attributes;
            BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)Visibility.Widen(flags));
        }

        Span<byte> Row(TableIndex table, EntityHandle handle)
        {
            var size = metadata.GetTableRowSize(table);
            var offset = metadata.GetTableMetadataOffset(table) + ((metadata.GetRowNumber(handle) - 1) * size);
            return image.AsSpan(start + offset, size);
        }
    }

    /// <summary>
    /// Whether the type is the library's own. Compilers and polyfills add internal types in <c>System</c> and
    /// <c>Microsoft.CodeAnalysis</c>; made public, they would be ambiguous with the framework's types of the same name.
    /// </summary>
    private static bool IsOwn(MetadataReader metadata, TypeDefinition type)
    {
        while (type.IsNested)
        {
            type = metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        var name = metadata.GetString(type.Namespace);
        return name == "Microsoft.ML" || name.StartsWith("Microsoft.ML.", StringComparison.Ordinal);
    }
}
