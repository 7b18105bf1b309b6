using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>ML.NET's internals that the code and the attributes of an assembly name.</summary>
internal static class ReferredInternals
{
    public static IEnumerable<string> Find(Assembly assembly)
    {
        var types = assembly.Metadata.TypeReferences
            .Select(handle => assembly.Resolve(handle, GenericArguments.None))
            .Concat(AttributeTypes.Of(assembly))
            .Where(type => type is { Assembly.IsMlNet: true, IsInternal: true })
            .Select(type => $"{type}");

        var members = assembly.Metadata.MemberReferences
            .Select(handle => Resolve(assembly, assembly.Metadata.GetMemberReference(handle)))
            .Where(member => member is { Type.Assembly.IsMlNet: true, IsInternal: true })
            .Select(member => $"{member}");

        return types.Concat(members);
    }

    private static DefinedMember? Resolve(Assembly assembly, MemberReference reference)
    {
        if (assembly.Resolve(reference.Parent, GenericArguments.None) is not { } type)
        {
            return null;
        }

        var name = assembly.Metadata.GetString(reference.Name);
        var isField = reference.GetKind() == MemberReferenceKind.Field;
        var signature = isField
            ? SignatureNames.Format(reference.DecodeFieldSignature(SignatureNames.Instance, GenericArguments.None))
            : SignatureNames.Format(reference.DecodeMethodSignature(SignatureNames.Instance, GenericArguments.None));

        return (isField ? type.Fields : type.Methods)
            .FirstOrDefault(member => member.Name == name && member.Signature(GenericArguments.None) == signature)
            ?? throw new InvalidOperationException($"{assembly.Name} refers to {type}::{name}{signature}, which is not there.");
    }
}
