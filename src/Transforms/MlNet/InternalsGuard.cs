using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.MlNet;

/// <summary>Refuses to work on a version of ML.NET whose internals are not known to fit.</summary>
/// <remarks>
/// <para>
/// Every entry point calls it: the public constructors of trainers and estimators, catalog extension methods, and the
/// <c>Create</c> methods ML.NET calls to load a model. It must run before the first method that uses an internal is
/// compiled, for that is when the runtime looks the internal up. An entry point therefore uses none itself; it passes
/// <see cref="Check(IHostEnvironment)"/> on to a constructor or method that does:
/// <code>
/// public MlpTrainer(IHostEnvironment env, Options? options = null) : this(options, InternalsGuard.Check(env)) { }
/// </code>
/// </para>
/// <para>
/// The assembly version of ML.NET is 1.0.0.0 in every release, and its file version mixes the patch with the year of the
/// build (5.0.1 is 5.0.126), so the informational version is what tells releases apart. It is an attribute, and so there
/// even when the application is published as a single file.
/// </para>
/// </remarks>
internal static class InternalsGuard
{
    /// <summary>The first release that is accepted.</summary>
    internal static readonly Version From = new(5, 0, 1);

    /// <summary>The first release that is no longer accepted.</summary>
    internal static readonly Version Below = new(5, 1);

    private static readonly string? _refusal = Refusal(typeof(MLContext).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <exception cref="InvalidOperationException">The version of ML.NET is out of range.</exception>
    public static void Check()
    {
        if (_refusal is not null)
        {
            throw new InvalidOperationException(_refusal);
        }
    }

    /// <summary>As <see cref="Check()"/>, where an expression is wanted.</summary>
    /// <returns><paramref name="env"/>, never null.</returns>
    public static IHostEnvironment Check(IHostEnvironment env)
    {
        Check();
        ArgumentNullException.ThrowIfNull(env);
        return env;
    }

    /// <summary>What is wrong with a version of ML.NET, or null if it is accepted.</summary>
    /// <param name="version">A release's version, as in <c>5.0.1</c>, <c>5.0.2-preview.3</c> or <c>5.0.1+a4f730e</c>.</param>
    internal static string? Refusal(string? version)
    {
        var release = version?.Split('+')[0];
        var known = Version.TryParse(release?.Split('-')[0], out var number);
        if (known && number >= From && number < Below)
        {
            return null;
        }

        var found = known ? $"Microsoft.ML is {release}" : "the version of Microsoft.ML is unknown";
        var remedy = known && number >= Below ? ", or a newer MlNetDl" : "";
        return $"MlNetDl: {found}; it must be at least {From} and below {Below}, for MlNetDl uses internals of ML.NET. "
            + $"Install Microsoft.ML {From} or a later {From.ToString(2)}.x{remedy}.";
    }
}
