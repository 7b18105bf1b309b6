using System.Collections.Immutable;

namespace MlNetDl.Publicizer;

/// <summary>What stands for the generic parameters of a type and of a method when a signature is written out.</summary>
internal sealed record GenericArguments(ImmutableArray<string> OfType, ImmutableArray<string> OfMethod)
{
    /// <summary>Parameters are numbered, as they are in metadata.</summary>
    public static GenericArguments None { get; } = new([], []);
}
