using System.Reflection;
using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>A method or field where it is defined.</summary>
/// <param name="Type">The type it is a member of.</param>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Its signature, given what stands for the generic parameters.</param>
/// <param name="MethodParameters">The names of its own generic parameters.</param>
/// <param name="IsInternalItself">Whether it is internal, no matter what its type is.</param>
/// <param name="IsOverride">Whether it is a method that takes the place of an inherited one.</param>
internal sealed record DefinedMember(
    DefinedType Type,
    string Name,
    Func<GenericArguments, string> Signature,
    IReadOnlyList<string> MethodParameters,
    bool IsInternalItself,
    bool IsOverride)
{
    public bool IsInternal => IsInternalItself || Type.IsInternal;

    public static DefinedMember Method(DefinedType type, MethodDefinition method) => new(
        type,
        type.Assembly.Metadata.GetString(method.Name),
        arguments => SignatureNames.Format(method.DecodeSignature(SignatureNames.Instance, arguments)),
        type.NamesOf(method.GetGenericParameters()),
        Visibility.IsInternal(method.Attributes),
        (method.Attributes & (MethodAttributes.Virtual | MethodAttributes.NewSlot)) == MethodAttributes.Virtual);

    public static DefinedMember Field(DefinedType type, FieldDefinition field) => new(
        type,
        type.Assembly.Metadata.GetString(field.Name),
        arguments => SignatureNames.Format(field.DecodeSignature(SignatureNames.Instance, arguments)),
        [],
        Visibility.IsInternal(field.Attributes),
        IsOverride: false);

    public override string ToString()
    {
        var generic = MethodParameters.Count == 0 ? "" : $"<{string.Join(", ", MethodParameters)}>";
        return $"{Type}::{Name}{generic}{Signature(Type.ParameterNames with { OfMethod = [.. MethodParameters] })}";
    }
}
