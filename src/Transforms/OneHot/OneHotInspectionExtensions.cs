using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up wherever a model is at hand.
namespace Microsoft.ML;

/// <summary>What can be read out of a fitted or loaded model with a NaN-aware one-hot encoding.</summary>
public static class OneHotInspectionExtensions
{
    /// <summary>The step of a model that made an encoded column: it lists the column's categories, and turns vectors back.</summary>
    /// <param name="model">A fitted or loaded transformer, or chain of transformers.</param>
    /// <param name="outputColumnName">The name of the encoded column; of several steps that made it, the last is given.</param>
    /// <exception cref="ArgumentNullException">A parameter is null.</exception>
    /// <exception cref="ArgumentException">No step of the model encoded such a column.</exception>
    /// <example>
    /// <code>
    /// foreach (var category in model.GetOneHotEncoding("city").GetCategories("city"))
    ///     Console.WriteLine($"{category.Name} {category.Count}");
    /// </code>
    /// </example>
    public static NaNAwareOneHotEncodingTransformer GetOneHotEncoding(this ITransformer model, string outputColumnName)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(outputColumnName);
        return FittedSteps.Last<NaNAwareOneHotEncodingTransformer>(model, step => step.Encodes(outputColumnName))
            ?? throw new ArgumentException($"model is {model.GetType().Name}, in which no NaNAwareOneHotEncoding made a column "
                + $"'{outputColumnName}'. Name a column that one encoded.", nameof(outputColumnName));
    }
}
