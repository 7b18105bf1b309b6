using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>A type where it is defined, and the arguments it is used with.</summary>
internal sealed record DefinedType(Assembly Assembly, TypeDefinitionHandle Handle, GenericArguments Arguments)
{
    private MetadataReader Metadata => Assembly.Metadata;

    private TypeDefinition Definition => Metadata.GetTypeDefinition(Handle);

    /// <summary>Whether it, or a type it is nested in, is internal.</summary>
    public bool IsInternal => Visibility.IsInternal(Definition.Attributes)
        || (Definition.IsNested && (this with { Handle = Definition.GetDeclaringType() }).IsInternal);

    public DefinedType? BaseType => Assembly.Resolve(Definition.BaseType, Arguments);

    public IEnumerable<DefinedMember> Methods => Definition.GetMethods()
        .Select(handle => DefinedMember.Method(this, Metadata.GetMethodDefinition(handle)));

    public IEnumerable<DefinedMember> Fields => Definition.GetFields()
        .Select(handle => DefinedMember.Field(this, Metadata.GetFieldDefinition(handle)));

    public GenericArguments ParameterNames => new(NamesOf(Definition.GetGenericParameters()), []);

    public DefinedType Nested(string name) => this with
    {
        Handle = Definition.GetNestedTypes()
            .Single(nested => Metadata.StringComparer.Equals(Metadata.GetTypeDefinition(nested).Name, name)),
    };

    public ImmutableArray<string> NamesOf(GenericParameterHandleCollection parameters)
        => [.. parameters.Select(handle => Metadata.GetString(Metadata.GetGenericParameter(handle).Name))];

    /// <summary>Its name in full, with its generic parameters as they are declared.</summary>
    public override string ToString()
    {
        var outermost = Definition;
        while (outermost.IsNested)
        {
            outermost = Metadata.GetTypeDefinition(outermost.GetDeclaringType());
        }

        var parameters = ParameterNames.OfType;
        return $"{Metadata.GetString(outermost.Namespace)}.{SignatureNames.NameOf(Metadata, Handle)}"
            + (parameters.IsEmpty ? "" : $"<{string.Join(", ", parameters)}>");
    }
}
