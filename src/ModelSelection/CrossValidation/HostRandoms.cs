using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>Gives the hosts of an environment generators that folds can draw from at once.</summary>
/// <remarks>
/// A host's generator is private to it. <see cref="Transforms.MlNet.InternalsGuard"/> has seen to it that this is an ML.NET whose hosts
/// are known.
/// </remarks>
internal static class HostRandoms
{
    private static readonly FieldInfo _random = Field("_rand");
    private static readonly FieldInfo _children = Field("_children");
    private static readonly FieldInfo _lock = Field("_cancelLock");
    private static readonly Lock _installing = new();

    /// <summary>For the environment and all hosts registered with it so far; those that have them already keep them.</summary>
    public static void Install(IHostEnvironment env)
    {
        lock (_installing)
            InstallIn(env);
    }

    private static void InstallIn(object host)
    {
        if (host is not HostEnvironmentBase<LocalEnvironment>)
            return;
        if (_random.GetValue(host) is Random random and not FoldRandom)
            _random.SetValue(host, new FoldRandom(random));
        foreach (var child in Children(host))
            InstallIn(child);
    }

    private static IHost[] Children(object host)
    {
        lock (_lock.GetValue(host)!)
        {
            return [.. ((List<WeakReference<IHost>>)_children.GetValue(host)!)
                .Select(reference => reference.TryGetTarget(out var child) ? child : null).OfType<IHost>()];
        }
    }

    private static FieldInfo Field(string name) =>
        typeof(HostEnvironmentBase<LocalEnvironment>).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new MissingFieldException(nameof(HostEnvironmentBase<LocalEnvironment>), name);
}
