using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace MlNetDl.Publicizer;

/// <summary>A type as a signature writes it: without its namespace.</summary>
/// <param name="Text">The name.</param>
/// <param name="Definition">The type, or the generic type of a construction; nil for arrays and the like.</param>
/// <param name="Arguments">The arguments of a construction.</param>
internal sealed record SignatureName(string Text, EntityHandle Definition, ImmutableArray<string> Arguments)
{
    public SignatureName(string text)
        : this(text, default, [])
    {
    }

    public override string ToString() => Text;
}
