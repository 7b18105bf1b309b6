using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Reports.Html.Results;

/// <summary>What a model does on the rows of the test set, by its task.</summary>
internal abstract class TestResult
{
    /// <summary>How often each column is shuffled.</summary>
    public const int Permutations = 3;

    /// <summary>The task's name.</summary>
    public abstract string Task { get; }

    public abstract IReadOnlyList<Metric> Metrics { get; }

    /// <summary>The classes; none in regression.</summary>
    public virtual IReadOnlyList<ClassResult> Classes => [];

    /// <summary>What the predictions are like, in pictures.</summary>
    public abstract IReadOnlyList<Picture> Pictures { get; }

    /// <summary>The class of each row; 0 for all in regression, and -1 for a row without a label.</summary>
    public abstract IReadOnlyList<int> Strata { get; }

    /// <summary>What the rows that are left out have in common.</summary>
    public virtual string WithoutLabel => "Rows without a label";

    /// <summary>Measures what each column is worth.</summary>
    /// <param name="rows">The rows to measure it on.</param>
    /// <param name="seed">The seed of the shuffling.</param>
    public abstract ImportanceResult Importance(IDataView rows, int seed);

    /// <summary>Finds out which task it is, by the label's type and the model's scores.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no label, or there are no scores that go with it.</exception>
    public static TestResult Of(MLContext mlContext, ITransformer model, IDataView scored, string label)
    {
        var labelColumn = ScoredColumns.Find(
            scored.Schema, label, type => type is BooleanDataViewType or KeyDataViewType || type == NumberDataViewType.Single,
            "label", "a Boolean, a key or a Single. Name it by LabelColumnName", ReportBuilder.Component);
        return labelColumn.Type switch
        {
            BooleanDataViewType => new BinaryResult(mlContext, model, scored, labelColumn, FindScore(
                scored, type => type == NumberDataViewType.Single, "a Single, as models of two classes give it, since the label is a Boolean")),
            KeyDataViewType => new MulticlassResult(mlContext, model, scored, labelColumn, FindScore(
                scored, type => type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single,
                "a vector of Single, as models of several classes give it, since the label is a key")),
            _ => new RegressionResult(mlContext, model, scored, labelColumn, FindScore(
                scored, type => type == NumberDataViewType.Single, "a Single, as models of regression give it, since the label is a Single")),
        };
    }

    private static DataViewSchema.Column FindScore(IDataView scored, Func<DataViewType, bool> accepts, string requirement) =>
        ScoredColumns.Find(scored.Schema, DefaultColumnNames.Score, accepts, "score", requirement, ReportBuilder.Component);
}
