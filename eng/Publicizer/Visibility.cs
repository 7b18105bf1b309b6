using System.Reflection;

namespace MlNetDl.Publicizer;

/// <summary>How far each kind of visibility is widened; what is widened at all is called internal here.</summary>
/// <remarks>
/// What is private stays private, and <c>private protected</c> becomes <c>protected</c> rather than public: an override
/// of such a member can then be written <c>protected override</c>, and stays out of the overriding class's public surface.
/// </remarks>
internal static class Visibility
{
    public static bool IsInternal(TypeAttributes flags) => Widen(flags) != flags;

    public static bool IsInternal(MethodAttributes flags) => Widen(flags) != flags;

    public static bool IsInternal(FieldAttributes flags) => Widen(flags) != flags;

    public static TypeAttributes Widen(TypeAttributes flags) => (flags & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.NotPublic => With(flags, TypeAttributes.Public),
        TypeAttributes.NestedAssembly or TypeAttributes.NestedFamORAssem => With(flags, TypeAttributes.NestedPublic),
        TypeAttributes.NestedFamANDAssem => With(flags, TypeAttributes.NestedFamily),
        _ => flags,
    };

    public static MethodAttributes Widen(MethodAttributes flags) => (flags & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Assembly or MethodAttributes.FamORAssem => With(flags, MethodAttributes.Public),
        MethodAttributes.FamANDAssem => With(flags, MethodAttributes.Family),
        _ => flags,
    };

    public static FieldAttributes Widen(FieldAttributes flags) => (flags & FieldAttributes.FieldAccessMask) switch
    {
        FieldAttributes.Assembly or FieldAttributes.FamORAssem => With(flags, FieldAttributes.Public),
        FieldAttributes.FamANDAssem => With(flags, FieldAttributes.Family),
        _ => flags,
    };

    private static TypeAttributes With(TypeAttributes flags, TypeAttributes visibility)
        => (flags & ~TypeAttributes.VisibilityMask) | visibility;

    private static MethodAttributes With(MethodAttributes flags, MethodAttributes visibility)
        => (flags & ~MethodAttributes.MemberAccessMask) | visibility;

    private static FieldAttributes With(FieldAttributes flags, FieldAttributes visibility)
        => (flags & ~FieldAttributes.FieldAccessMask) | visibility;
}
