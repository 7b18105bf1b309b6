using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Reports.Html.Results;

/// <summary>Several classes.</summary>
internal sealed class MulticlassResult : TestResult
{
    private const double Tolerance = 1e-3;

    private readonly MLContext _mlContext;
    private readonly ITransformer _model;
    private readonly string _label;
    private readonly string[] _classes;
    private readonly MulticlassClassificationMetrics _metrics;
    private readonly bool _areProbabilities;

    public MulticlassResult(
        MLContext mlContext, ITransformer model, IDataView scored, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        (_mlContext, _model, _label) = (mlContext, model, label.Name);
        _classes = [.. scored.Schema.GetClassNames(score.Name)];
        CheckClasses(label);
        (Strata, _areProbabilities) = Read(scored, label, score);
        _metrics = mlContext.MulticlassClassification.Evaluate(scored, _label);
    }

    public override string Task => $"classification, {Figures.Count(_classes.Length)} classes";

    public override IReadOnlyList<int> Strata { get; }

    // A mapping that was fitted on the training rows maps a class that they did not have to no key.
    public override string WithoutLabel => "Rows without a label, or with one that the model has not learned";

    public override IReadOnlyList<Metric> Metrics =>
    [
        new("Accuracy", _metrics.MicroAccuracy, "share of rows predicted right"),
        new("Macro-accuracy", _metrics.MacroAccuracy, "the same by class, each counting as much"),
        .. _areProbabilities
            ? [
                new("Log-loss", _metrics.LogLoss, "in nats, of the probabilities; 0 is perfect"),
                // Where all rows are of one class there is nothing to reduce.
                new Metric(
                    "Log-loss reduction", double.IsFinite(_metrics.LogLossReduction) ? _metrics.LogLossReduction : double.NaN,
                    "against always telling the classes' shares; 1 is perfect"),
            ]
            : (Metric[])[],
    ];

    public override IReadOnlyList<ClassResult> Classes => ClassResult.Of(_metrics.ConfusionMatrix, _classes);

    public override IReadOnlyList<Picture> Pictures => [Reports.Pictures.ConfusionMatrix(_metrics.ConfusionMatrix, _classes)];

    public override ImportanceResult Importance(IDataView rows, int seed)
    {
        var importance = _mlContext.MulticlassClassification.PermutationColumnImportance(
            _model, rows, _label, permutationCount: Permutations, seed: seed);
        return _areProbabilities
            ? ImportanceResult.Of(importance, metrics => metrics.LogLoss, "log-loss")
            : ImportanceResult.Of(importance, metrics => metrics.MacroAccuracy, "macro-accuracy");
    }

    /// <summary>A key says which class by its place, and the places must be those of the classes that the model learned.</summary>
    private void CheckClasses(DataViewSchema.Column label)
    {
        var count = (int)Math.Min(((KeyDataViewType)label.Type).Count, int.MaxValue);
        var isNamed = _classes.Index().Any(item => item.Item != ColumnNames.OfSlot(item.Index + 1));
        var names = ColumnNames.KeyValues(label, count);
        // Classes that are called 1, 2, 3 may have no names, or have these.
        if (!isNamed && names?.Order(StringComparer.Ordinal).SequenceEqual(_classes.Order(StringComparer.Ordinal)) != true)
            names = null;
        if (names is null ? count == _classes.Length : names.SequenceEqual(_classes))
            return;
        throw new ArgumentException(
            FormattableString.Invariant($"{ReportBuilder.Component}: label column '{_label}' has the {count} classes {Listed(names)}; ") +
            FormattableString.Invariant($"the model learned the {_classes.Length} classes {Listed(_classes)}, in this order. ") +
            "Map the labels to keys in the model itself, or by the mapping that was fitted on the training set.", nameof(label));

        static string Listed(string[]? names) => names is null ? "(not named)"
            : string.Join(", ", names.Take(8).Select(name => $"'{name}'")) + (names.Length > 8 ? ", ..." : "");
    }

    /// <summary>The classes of the rows, and whether the scores are probabilities: some trainers give others.</summary>
    private static (int[] Classes, bool AreProbabilities) Read(IDataView scored, DataViewSchema.Column label, DataViewSchema.Column score)
    {
        using var cursor = scored.GetRowCursor([label, score]);
        var getClass = RowCursorUtils.GetLabelGetter(cursor, label.Index);
        var getScores = cursor.GetGetter<VBuffer<float>>(score);
        var (classes, areProbabilities) = (new List<int>(), true);
        var (ofRow, scores) = (0f, default(VBuffer<float>));
        while (cursor.MoveNext())
        {
            getClass(ref ofRow);
            classes.Add(float.IsNaN(ofRow) ? -1 : (int)ofRow);
            getScores(ref scores);
            var sum = 0.0;
            foreach (var value in scores.GetValues())
            {
                if (!float.IsFinite(value))
                    throw ReportBuilder.NotFinite(score, value, cursor.Position);
                areProbabilities &= value >= -Tolerance;
                sum += value;
            }

            areProbabilities &= Math.Abs(sum - 1) < Tolerance;
        }

        return ([.. classes], areProbabilities);
    }
}
