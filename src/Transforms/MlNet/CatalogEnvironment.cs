using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.MlNet;

/// <summary>The environment behind a catalog, where a component made from it belongs.</summary>
internal static class CatalogEnvironment
{
    public static IHostEnvironment Of(TrainCatalogBase.CatalogInstantiatorBase catalog)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(catalog);
        return Get(catalog);
    }

    public static IHostEnvironment Of(TrainCatalogBase catalog)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(catalog);
        return Get(catalog);
    }

    public static IHostEnvironment Of(TransformsCatalog.CategoricalTransforms catalog)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(catalog);
        return Get(catalog);
    }

    public static IHostEnvironment Of(TransformsCatalog catalog)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(catalog);
        return Get(catalog);
    }

    public static IHostEnvironment Of(DataOperationsCatalog catalog)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(catalog);
        return Get(catalog);
    }

    // Compiled only after the guard has run.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IHostEnvironment Get(TrainCatalogBase.CatalogInstantiatorBase catalog) => CatalogUtils.GetEnvironment(catalog);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IHostEnvironment Get(TrainCatalogBase catalog) => CatalogUtils.GetEnvironment(catalog);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IHostEnvironment Get(TransformsCatalog catalog) => CatalogUtils.GetEnvironment(catalog);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IHostEnvironment Get(TransformsCatalog.CategoricalTransforms catalog) => CatalogUtils.GetEnvironment(catalog);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static IHostEnvironment Get(DataOperationsCatalog catalog) => CatalogUtils.GetEnvironment(catalog);
}
