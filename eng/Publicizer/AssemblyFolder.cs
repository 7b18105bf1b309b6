using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace MlNetDl.Publicizer;

/// <summary>The assemblies of a folder, each opened when it is first asked for.</summary>
internal sealed class AssemblyFolder(string folder) : IDisposable
{
    private readonly List<PEReader> _files = [];
    private readonly Dictionary<string, Assembly> _assemblies = [];

    public Assembly Open(string name)
    {
        if (!_assemblies.TryGetValue(name, out var assembly))
        {
            var file = new PEReader(File.OpenRead(Path.Combine(folder, name + ".dll")));
            _files.Add(file);
            assembly = new Assembly(name, file.GetMetadataReader(), this);
            _assemblies.Add(name, assembly);
        }

        return assembly;
    }

    public void Dispose() => _files.ForEach(file => file.Dispose());
}
