using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>The types that an assembly's attributes of ML.NET's kinds have as values; metadata keeps these by name.</summary>
internal static class AttributeTypes
{
    public static IEnumerable<DefinedType?> Of(Assembly assembly) => assembly.Metadata.GetAssemblyDefinition()
        .GetCustomAttributes()
        .Select(assembly.Metadata.GetCustomAttribute)
        .Where(attribute => IsMlNets(assembly, attribute))
        .SelectMany(attribute => attribute.DecodeValue(ValueNames.Instance).FixedArguments)
        .Where(argument => argument.Type == ValueNames.SystemType)
        .Select(argument => argument.Value)
        .OfType<string>()
        .Select(assembly.Resolve);

    private static bool IsMlNets(Assembly assembly, CustomAttribute attribute)
        => attribute.Constructor.Kind == HandleKind.MemberReference
            && assembly.Metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is var type
            && assembly.Resolve(type, GenericArguments.None) is { Assembly.IsMlNet: true };

    private sealed class ValueNames : ICustomAttributeTypeProvider<string>
    {
        public const string SystemType = "System.Type";

        public static ValueNames Instance { get; } = new();

        public string GetSystemType() => SystemType;

        public bool IsSystemType(string type) => type == SystemType;

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
            => SignatureNames.NameOf(reader, handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
        }

        public string GetTypeFromSerializedName(string name) => name;

        public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;
    }
}
