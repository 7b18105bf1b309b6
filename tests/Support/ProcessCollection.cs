using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace MlNetDl.Tests.Support;

/// <summary>
/// Tests that start processes: in one collection, so that they never run side by side. Builds that share the
/// repository's obj folders would otherwise overwrite each other's files.
/// </summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "It is what xunit calls a collection.")]
public sealed class ProcessCollection
{
    public const string Name = "processes";
}
