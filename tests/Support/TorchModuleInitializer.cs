using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MlNetDl.Trainers;

namespace MlNetDl.Tests.Support;

/// <summary>Any test may be the first to touch TorchSharp: libtorch is loaded before all of them.</summary>
internal static class TorchModuleInitializer
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries",
        Justification = "The test host is the application here: nothing else runs before the first test.")]
    internal static void Initialize() => TorchRuntime.Initialize();
}
