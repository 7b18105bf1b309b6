using MlNetDl.Reports;
using MlNetDl.Reports.Html;
using MlNetDl.Transforms.MlNet;

// In ML.NET's namespace, so that the method shows up beside ML.NET's own.
namespace Microsoft.ML;

/// <summary>Reports of training runs.</summary>
public static class ReportExtensions
{
    /// <summary>
    /// Makes a report of a model, one page of HTML: how good it is on a test set, what its columns are worth, how it was trained, with
    /// pictures, and what the data are like.
    /// </summary>
    /// <remarks>
    /// The task is told by the label: a Boolean, a key or a Single. Any model with the scores that go with it will do, fitted or loaded,
    /// of any trainer; how the training went is known of the trainers of MlNetDl. The test set is read several times.
    /// </remarks>
    /// <param name="mlContext">The context.</param>
    /// <param name="model">A fitted or loaded model, or chain.</param>
    /// <param name="testSet">Rows that go into the model, with their labels, and that it was not trained on.</param>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentNullException">The context, the model or the test set is null.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, there is no label, or the scores do not go with it.</exception>
    /// <exception cref="InvalidOperationException">The test set has no labelled rows, or a score is not finite.</exception>
    /// <example>
    /// <code>
    /// mlContext.Report(model, testSet, new() { LabelColumnName = "species", TrainingSet = trainingSet }).Save("report.html");
    /// </code>
    /// </example>
    public static TrainingReport Report(this MLContext mlContext, ITransformer model, IDataView testSet, ReportOptions? options = null)
    {
        InternalsGuard.Check();
        ArgumentNullException.ThrowIfNull(mlContext);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(testSet);
        return new TrainingReport(ReportBuilder.Build(mlContext, model, testSet, options ?? new ReportOptions()).ToString());
    }
}
