using Microsoft.ML;

namespace MlNetDl.Transforms.Inspection;

/// <summary>Finds the steps of a fitted or loaded model.</summary>
internal static class FittedSteps
{
    /// <summary>The last step of a kind, however deep the chain is nested, or null.</summary>
    public static T? Last<T>(ITransformer model, Func<T, bool>? isWanted = null) where T : class => model switch
    {
        T step when isWanted?.Invoke(step) ?? true => step,
        IEnumerable<ITransformer> chain => chain.Reverse().Select(step => Last(step, isWanted)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    /// <summary>All steps of a model, in order, however deep the chain is nested; a model that is no chain is its only step.</summary>
    public static IEnumerable<ITransformer> Of(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Of) : [model];
}
