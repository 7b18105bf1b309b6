using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the methods show up wherever a model is at hand.
namespace Microsoft.ML;

/// <summary>What can be read out of a fitted or loaded model that makes features of a table.</summary>
public static class TabularInspectionExtensions
{
    /// <summary>The step of a model that made a vector of a table: it tells which slots are of which column.</summary>
    /// <param name="model">A fitted or loaded transformer, or chain of transformers.</param>
    /// <param name="outputColumnName">The name of the vector; of several steps that made it, the last is given.</param>
    /// <exception cref="ArgumentNullException">A parameter is null.</exception>
    /// <exception cref="ArgumentException">No step of the model made such a vector.</exception>
    /// <example>
    /// <code>
    /// foreach (var column in model.GetTabularFeatures("Features").Columns)
    ///     Console.WriteLine($"{column.Name}: slots {column.FirstSlot} to {column.FirstSlot + column.NumberOfSlots - 1}");
    /// </code>
    /// </example>
    public static TabularFeaturesTransformer GetTabularFeatures(this ITransformer model, string outputColumnName)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(outputColumnName);
        return FittedSteps.Last<TabularFeaturesTransformer>(model, step => step.OutputColumnName == outputColumnName)
            ?? throw new ArgumentException($"model is {model.GetType().Name}, in which no TabularFeatures made a column "
                + $"'{outputColumnName}'. Name a column that one made.", nameof(outputColumnName));
    }
}
