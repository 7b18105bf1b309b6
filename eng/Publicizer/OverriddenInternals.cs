namespace MlNetDl.Publicizer;

/// <summary>ML.NET's internals that the types of an assembly override; code does not name those.</summary>
internal static class OverriddenInternals
{
    public static IEnumerable<string> Find(Assembly assembly) => assembly.Metadata.TypeDefinitions
        .Select(handle => assembly.Resolve(handle, GenericArguments.None)!)
        .SelectMany(type => type.Methods)
        .Where(method => method.IsOverride)
        .Select(Overridden)
        .Where(method => method is { Type.Assembly.IsMlNet: true, IsInternal: true })
        .Select(method => $"override {method}");

    private static DefinedMember? Overridden(DefinedMember method)
    {
        var signature = method.Signature(GenericArguments.None);
        for (var type = method.Type.BaseType; type is not null; type = type.BaseType)
        {
            var overridden = type.Methods.FirstOrDefault(
                inherited => inherited.Name == method.Name && inherited.Signature(type.Arguments) == signature);
            if (overridden is not null and not { IsOverride: true, Type.Assembly.IsMlNet: false })
            {
                return overridden;
            }
        }

        return null;
    }
}
