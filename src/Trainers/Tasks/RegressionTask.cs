using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Tasks;

/// <summary>Regression: the label is a number, the network's one output that number, standardized.</summary>
internal sealed class RegressionTask(RegressionOptions options)
    : NetworkTask<RegressionNetworkTransformer, RegressionNetworkModelParameters>
{
    public override PredictionKind Kind => PredictionKind.Regression;

    public override string LabelRequirement =>
        "a Single. Append mlContext.Transforms.Conversion.ConvertType with DataKind.Single for it before the trainer";

    public override string Name => "regression";

    public override IReadOnlyList<ValidationMetric> Metrics { get; } =
        [ValidationMetric.RSquared, ValidationMetric.RootMeanSquaredError, ValidationMetric.MeanAbsoluteError];

    public override SchemaShape.Column Label(string name) =>
        new(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, isKey: false);

    public override bool Accepts(SchemaShape.Column label) =>
        label.Kind == SchemaShape.Column.VectorKind.Scalar && !label.IsKey && label.ItemType == NumberDataViewType.Single;

    public override SchemaShape.Column[] OutputColumns(SchemaShape inputSchema, string labelColumn) =>
    [
        new(DefaultColumnNames.Score, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.Single, false,
            new SchemaShape(AnnotationUtils.GetTrainerOutputAnnotation())),
    ];

    public override void Check(OptionChecks checks, NetworkTrainerOptions options)
    {
        base.Check(checks, options);
        if (options is MlpTrainer.Options mlp)
        {
            checks
                .Require(mlp.LabelSmoothing == 0, nameof(mlp.LabelSmoothing), mlp.LabelSmoothing, "0 in regression, which has no classes")
                .Require(mlp.ClassWeights is null, nameof(mlp.ClassWeights), mlp.ClassWeights, "null in regression, which has no classes");
        }
    }

    public override void CheckRows(DataViewSchema.Column label, TrainingSet data, IExceptionContext context, IChannel channel)
    {
        if (data.Targets.All(target => target is 0 or 1))
        {
            channel.Warning(
                $"Label column '{label.Name}' holds nothing but 0 and 1, and as a Single it makes a regression. If it tells " +
                "classes, load it as Boolean, or append mlContext.Transforms.Conversion.ConvertType with DataKind.Boolean for it " +
                "before the trainer.");
        }
    }

    public override PreparedTask<RegressionNetworkModelParameters> Prepare(
        DataViewSchema.Column label, TrainingSet data, RegressionNetworkModelParameters? from, ValidationMetric metric,
        IExceptionContext context)
    {
        var scaling = from?.Target ?? Scaling(data);
        void PrepareRows(TrainingSet rows) => rows.MapTargets(scaling.Apply);
        PrepareRows(data);
        return new PreparedTask<RegressionNetworkModelParameters>(
            Outputs: 1,
            CreateLoss(),
            metric switch
            {
                ValidationMetric.RootMeanSquaredError => new RootMeanSquaredError(scaling.Scale),
                ValidationMetric.MeanAbsoluteError => new MeanAbsoluteError(scaling.Scale),
                _ => new RSquared(),
            },
            PrepareRows,
            (host, network, history) => new RegressionNetworkModelParameters(host, network, scaling, history));
    }

    public override RegressionNetworkTransformer MakeTransformer(
        IHost host, RegressionNetworkModelParameters model, DataViewSchema trainSchema, string featureColumn, string labelColumn) =>
        new(host, model, trainSchema, featureColumn, labelColumn);

    private ILoss CreateLoss() => options.Loss switch
    {
        RegressionLoss.AbsoluteError => new AbsoluteError(),
        RegressionLoss.Huber => new HuberLoss(options.HuberDelta),
        RegressionLoss.Quantile => new QuantileLoss(options.Quantile),
        _ => new SquaredError(),
    };

    /// <summary>Mean and standard deviation; a row's weight counts, so that weight 2 is the row twice.</summary>
    private static TargetScaling Scaling(TrainingSet data)
    {
        var (total, sum) = (0.0, 0.0);
        for (var row = 0; row < data.Rows; row++)
        {
            total += data.Weights[row];
            sum += (double)data.Weights[row] * data.Targets[row];
        }

        var mean = sum / total;
        var squares = 0.0;
        for (var row = 0; row < data.Rows; row++)
            squares += data.Weights[row] * Math.Pow(data.Targets[row] - mean, 2);
        var deviation = (float)Math.Sqrt(squares / total);
        return new TargetScaling((float)mean, deviation > 0 && float.IsFinite(deviation) ? deviation : 1);
    }
}
