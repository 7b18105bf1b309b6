using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms;
using MlNetDl.Transforms.Inspection;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers.Tasks;

/// <summary>Multiclass classification: the label is a key, the network has an output a class.</summary>
/// <param name="options">The options.</param>
/// <param name="labelRequirement">What the label must be, where it may also be something that another task takes.</param>
internal sealed class MulticlassTask(ClassificationOptions options, string? labelRequirement = null)
    : NetworkTask<MulticlassNetworkTransformer, MulticlassNetworkModelParameters>
{
    public override PredictionKind Kind => PredictionKind.MulticlassClassification;

    public override string LabelRequirement => labelRequirement ??
        "a key, one value a class. Append mlContext.Transforms.Conversion.MapValueToKey for it before the trainer";

    public override string Name => "multiclass classification";

    public override IReadOnlyList<ValidationMetric> Metrics { get; } = [ValidationMetric.Accuracy, ValidationMetric.MacroAccuracy];

    public override Func<float, int>? Strata => target => (int)target;

    public override SchemaShape.Column Label(string name) =>
        new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true);

    // A key of any width: ML.NET's own trainers take the widest of the usual ones only.
    public override bool Accepts(SchemaShape.Column label) => label.Kind == SchemaShape.Column.VectorKind.Scalar && label.IsKey;

    public override SchemaShape.Column[] OutputColumns(SchemaShape inputSchema, string labelColumn)
    {
        inputSchema.TryFindColumn(labelColumn, out var label);
        var predictedLabel = new SchemaShape(label.Annotations
            .Where(annotation => annotation.Name == AnnotationUtils.Kinds.KeyValues)
            .Concat(AnnotationUtils.GetTrainerOutputAnnotation()));
        return
        [
            new(DefaultColumnNames.Score, SchemaShape.Column.VectorKind.Vector, NumberDataViewType.Single, false,
                new SchemaShape(AnnotationUtils.AnnotationsForMulticlassScoreColumn(label))),
            new(DefaultColumnNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, true, predictedLabel),
        ];
    }

    public override void Check(OptionChecks checks, NetworkTrainerOptions options)
    {
        base.Check(checks, options);
        Classes.Check(checks, options);
    }

    public override void CheckRows(DataViewSchema.Column label, TrainingSet data, IExceptionContext context, IChannel channel)
    {
        var names = Names(label, context);
        Classes.WarnOfUnknown(options.ClassWeights, label.Name, names, channel);
        Classes.CheckRows(
            label.Name, [.. names.Select((name, key) => name == NumberOf(key) ? $"key {name}" : $"'{name}'")], data, context);
    }

    public override PreparedTask<MulticlassNetworkModelParameters> Prepare(
        DataViewSchema.Column label, TrainingSet data, MulticlassNetworkModelParameters? from, ValidationMetric metric,
        IExceptionContext context)
    {
        var names = Names(label, context);
        var prepareRows = Classes.Weighting(options.ClassWeights, names, data);
        prepareRows(data);
        return new PreparedTask<MulticlassNetworkModelParameters>(
            names.Length,
            new SoftmaxCrossEntropy(names.Length, options.LabelSmoothing),
            metric == ValidationMetric.MacroAccuracy ? new MacroAccuracy(names.Length) : new Accuracy(names.Length),
            prepareRows,
            (host, network, history) => new MulticlassNetworkModelParameters(host, network, history));
    }

    public override MulticlassNetworkTransformer MakeTransformer(
        IHost host, MulticlassNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn) =>
        new(host, model, trainSchema, featureColumn, labelColumn);

    private static string[] Names(DataViewSchema.Column label, IExceptionContext context) =>
        ColumnNames.OfKeys(label, ((KeyDataViewType)label.Type).GetCountAsInt32(context));

    private static string NumberOf(int key) => FormattableString.Invariant($"{key + 1}");
}
