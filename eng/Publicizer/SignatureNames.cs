using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>Writes the types of signatures as text, so that two signatures can be compared, and read.</summary>
internal sealed class SignatureNames : ISignatureTypeProvider<SignatureName, GenericArguments>
{
    public static SignatureNames Instance { get; } = new();

    public static string Format(MethodSignature<SignatureName> method)
        => $"({string.Join(", ", method.ParameterTypes)}) : {method.ReturnType}";

    public static string Format(SignatureName field) => $" : {field}";

    /// <summary>A type's name without the number of its generic parameters, within the types it is nested in.</summary>
    public static string NameOf(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = WithoutArity(metadata.GetString(type.Name));
        return type.IsNested ? $"{NameOf(metadata, type.GetDeclaringType())}.{name}" : name;
    }

    public SignatureName GetPrimitiveType(PrimitiveTypeCode typeCode) => new(typeCode.ToString());

    public SignatureName GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        => new(NameOf(reader, handle), handle, []);

    public SignatureName GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var name = WithoutArity(reader.GetString(type.Name));
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? new($"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0)}.{name}", handle, [])
            : new(name, handle, []);
    }

    public SignatureName GetTypeFromSpecification(
        MetadataReader reader, GenericArguments genericContext, TypeSpecificationHandle handle, byte rawTypeKind)
        => reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public SignatureName GetGenericInstantiation(SignatureName genericType, ImmutableArray<SignatureName> typeArguments)
        => new(
            $"{genericType}<{string.Join(", ", typeArguments)}>",
            genericType.Definition,
            [.. typeArguments.Select(argument => argument.Text)]);

    public SignatureName GetGenericTypeParameter(GenericArguments genericContext, int index)
        => new(index < genericContext.OfType.Length ? genericContext.OfType[index] : $"!{index}");

    public SignatureName GetGenericMethodParameter(GenericArguments genericContext, int index)
        => new(index < genericContext.OfMethod.Length ? genericContext.OfMethod[index] : $"!!{index}");

    public SignatureName GetSZArrayType(SignatureName elementType) => new($"{elementType}[]");

    public SignatureName GetArrayType(SignatureName elementType, ArrayShape shape)
        => new($"{elementType}[{new string(',', shape.Rank - 1)}]");

    public SignatureName GetByReferenceType(SignatureName elementType) => new($"{elementType}&");

    public SignatureName GetPointerType(SignatureName elementType) => new($"{elementType}*");

    public SignatureName GetFunctionPointerType(MethodSignature<SignatureName> signature) => new($"fn{Format(signature)}");

    public SignatureName GetModifiedType(SignatureName modifier, SignatureName unmodifiedType, bool isRequired) => unmodifiedType;

    public SignatureName GetPinnedType(SignatureName elementType) => elementType;

    private static string WithoutArity(string name) => name.Split('`')[0];
}
