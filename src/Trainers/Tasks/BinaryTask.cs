using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Trainers.Tasks;

/// <summary>Binary classification: the label is a Boolean, the network's one output the log-odds of true.</summary>
internal sealed class BinaryTask(ClassificationOptions options)
    : NetworkTask<BinaryNetworkTransformer, BinaryNetworkModelParameters>
{
    private static readonly string[] _names = ["false", "true"];

    public override PredictionKind Kind => PredictionKind.BinaryClassification;

    public override string LabelRequirement =>
        "a Boolean. Append mlContext.Transforms.Conversion.ConvertType with DataKind.Boolean for it before the trainer, or " +
        "MapValue where the classes are words";

    public override string Name => "binary classification";

    public override IReadOnlyList<ValidationMetric> Metrics { get; } =
        [ValidationMetric.Accuracy, ValidationMetric.MacroAccuracy, ValidationMetric.AreaUnderRocCurve];

    public override Func<float, int>? Strata => target => (int)target;

    public override SchemaShape.Column Label(string name) =>
        new(name, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, isKey: false);

    public override bool Accepts(SchemaShape.Column label) =>
        label.Kind == SchemaShape.Column.VectorKind.Scalar && label.ItemType is BooleanDataViewType;

    public override SchemaShape.Column[] OutputColumns(SchemaShape inputSchema, string labelColumn) =>
    [
        new(DefaultColumnNames.Score, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false,
            new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation())),
        new(DefaultColumnNames.Probability, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false,
            new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation(true))),
        new(DefaultColumnNames.PredictedLabel, SchemaShape.Column.VectorKind.Scalar, BooleanDataViewType.Instance, false,
            new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation())),
    ];

    public override void Check(OptionChecks checks, NetworkTrainerOptions options)
    {
        base.Check(checks, options);
        Classes.Check(checks, options);
    }

    public override void CheckRows(DataViewSchema.Column label, TrainingSet data, IExceptionContext context, IChannel channel)
    {
        Classes.WarnOfUnknown(options.ClassWeights, label.Name, _names, channel);
        Classes.CheckRows(label.Name, _names, data, context);
    }

    public override PreparedTask<BinaryNetworkModelParameters> Prepare(
        DataViewSchema.Column label, TrainingSet data, BinaryNetworkModelParameters? from, ValidationMetric metric,
        IExceptionContext context)
    {
        var prepareRows = Classes.Weighting(options.ClassWeights, _names, data);
        prepareRows(data);
        return new PreparedTask<BinaryNetworkModelParameters>(
            Outputs: 1,
            new BinaryCrossEntropy(options.LabelSmoothing),
            metric switch
            {
                ValidationMetric.AreaUnderRocCurve => new AreaUnderRocCurve(),
                ValidationMetric.MacroAccuracy => new MacroAccuracy(classes: 2),
                _ => new Accuracy(classes: 2),
            },
            prepareRows,
            (host, network, history) => new BinaryNetworkModelParameters(host, network, history));
    }

    public override BinaryNetworkTransformer MakeTransformer(
        IHost host, BinaryNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn) =>
        new(host, model, trainSchema, featureColumn, labelColumn);
}
