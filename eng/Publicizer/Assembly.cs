using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>An opened assembly, and the way from what it refers to, to where that is defined.</summary>
internal sealed record Assembly(string Name, MetadataReader Metadata, AssemblyFolder Folder)
{
    private readonly Dictionary<(string Namespace, string Name), TypeDefinitionHandle> _topLevelTypes = Metadata.TypeDefinitions
        .Select(handle => (Handle: handle, Type: Metadata.GetTypeDefinition(handle)))
        .Where(entry => !entry.Type.IsNested)
        .ToDictionary(
            entry => (Metadata.GetString(entry.Type.Namespace), Metadata.GetString(entry.Type.Name)),
            entry => entry.Handle);

    public bool IsMlNet => IsMlNetName(Name);

    /// <summary>
    /// The definition behind a handle of a type; null for types of neither ML.NET nor MlNetDl, and for those without a
    /// definition, such as arrays, or without a base, such as interfaces.
    /// </summary>
    public DefinedType? Resolve(EntityHandle handle, GenericArguments context) => handle.Kind switch
    {
        _ when handle.IsNil => null,
        HandleKind.TypeDefinition => new DefinedType(this, (TypeDefinitionHandle)handle, GenericArguments.None),
        HandleKind.TypeReference => Resolve((TypeReferenceHandle)handle),
        HandleKind.TypeSpecification => Resolve((TypeSpecificationHandle)handle, context),
        _ => null,
    };

    /// <summary>A type by the name that the value of an attribute gives it: <c>Namespace.Outer+Inner, Assembly, ...</c>.</summary>
    public DefinedType? Resolve(string serializedName)
    {
        var parts = serializedName.Split(", ");
        var path = parts[0].Split('+');
        var owner = parts.Length == 1 ? this : IsFollowed(parts[1]) ? Folder.Open(parts[1]) : null;
        var dot = path[0].LastIndexOf('.');
        var type = owner?.TopLevel(path[0][..Math.Max(dot, 0)], path[0][(dot + 1)..]);
        return path.Skip(1).Aggregate(type, (outer, name) => outer?.Nested(name));
    }

    private DefinedType? Resolve(TypeReferenceHandle handle)
    {
        var type = Metadata.GetTypeReference(handle);
        var name = Metadata.GetString(type.Name);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                return Resolve((TypeReferenceHandle)type.ResolutionScope)?.Nested(name);
            case HandleKind.AssemblyReference:
                var reference = Metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                var assembly = Metadata.GetString(reference.Name);
                return IsFollowed(assembly) ? Folder.Open(assembly).TopLevel(Metadata.GetString(type.Namespace), name) : null;
            default:
                return null;
        }
    }

    private DefinedType? Resolve(TypeSpecificationHandle handle, GenericArguments context)
    {
        var type = Metadata.GetTypeSpecification(handle).DecodeSignature(SignatureNames.Instance, context);
        return type.Definition.IsNil
            ? null
            : Resolve(type.Definition, context) is { } definition
                ? definition with { Arguments = new GenericArguments(type.Arguments, []) }
                : null;
    }

    private DefinedType TopLevel(string @namespace, string name)
        => _topLevelTypes.TryGetValue((@namespace, name), out var handle)
            ? new DefinedType(this, handle, GenericArguments.None)
            : throw new InvalidOperationException($"{Name} has no type {@namespace}.{name}.");

    private static bool IsFollowed(string assembly)
        => IsMlNetName(assembly) || assembly.StartsWith("MlNetDl.", StringComparison.Ordinal);

    private static bool IsMlNetName(string assembly) => assembly.StartsWith("Microsoft.ML.", StringComparison.Ordinal);
}
