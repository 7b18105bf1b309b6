using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;

[assembly: LoadableClass(typeof(TemperatureScalingTransformer), null, typeof(SignatureLoadModel),
    "Temperature scaling", TemperatureScalingTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Divides logits by a temperature and makes them probabilities. Made by <see cref="TemperatureScalingEstimator"/>, which says how; saved
/// and loaded with <see cref="MLContext.Model"/>.
/// </summary>
/// <remarks>NaN in a row's scores makes all of its probabilities NaN.</remarks>
public sealed class TemperatureScalingTransformer : OneToOneTransformerBase, ITransformer
{
    internal const string LoaderSignature = "MlNetDlTemperature";

    private readonly int _classes;
    private readonly bool _areProbabilities;

    internal TemperatureScalingTransformer(IHostEnvironment env, string score, int classes, double temperature, bool areProbabilities)
        : base(env.Register(nameof(TemperatureScalingTransformer)), [(score, score)]) =>
        (_classes, Temperature, _areProbabilities) = (classes, temperature, areProbabilities);

    private TemperatureScalingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx.CheckColumnPairs(host))
    {
        // *** Binary format ***
        // the pair of columns
        // int: the number of classes
        // double: the temperature
        // bool: whether the scores are probabilities
        ctx.Reader.CheckRemaining(host, sizeof(int) + sizeof(double) + sizeof(bool), "The temperature");
        _classes = ctx.Reader.ReadInt32();
        Temperature = ctx.Reader.ReadDouble();
        host.CheckDecode(double.IsFinite(Temperature) && Temperature > 0, "The temperature in the model file must be positive.");
        _areProbabilities = ctx.Reader.ReadBoolean();
    }

    /// <summary>The temperature: above 1 probabilities become less sure, below 1 more.</summary>
    public double Temperature { get; }

    /// <summary>Calibrates the scores, when they are read.</summary>
    /// <param name="input">Scored rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column of scores, or it has another number of slots.</exception>
    public new IDataView Transform(IDataView input) => new EncodedView(Host, MakeDataTransform(input));

    IDataView ITransformer.Transform(IDataView input) => Transform(input);

    /// <summary>Found by ML.NET when it loads a model.</summary>
    internal static TemperatureScalingTransformer Create(IHostEnvironment env, ModelLoadContext ctx) =>
        Load(InternalsGuard.Check(env), ctx);

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());
        SaveColumns(ctx);
        ctx.Writer.Write(_classes);
        ctx.Writer.Write(Temperature);
        ctx.Writer.Write(_areProbabilities);
    }

    /// <inheritdoc/>
    protected override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        var score = ScoredColumns.Find(
            schema, ColumnPairs[0].inputColumnName,
            type => type is VectorDataViewType vector && vector.Size == _classes && vector.ItemType == NumberDataViewType.Single,
            "score", FormattableString.Invariant($"a vector of {_classes} Single, as many as when the calibrator was fitted"),
            TemperatureScalingEstimator.Component);
        return new Mapper(this, schema, score);
    }

    private static TemperatureScalingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(TemperatureScalingTransformer));
        host.CheckValue(ctx, nameof(ctx));
        return new TemperatureScalingTransformer(host, ModelVersion.Check(ctx, Version()));
    }

    private static VersionInfo Version() => ModelVersion.First("TEMPSCAL", LoaderSignature);

    /// <summary>Makes scores probabilities, in place.</summary>
    private void Calibrate(Span<float> scores)
    {
        var largest = float.NegativeInfinity;
        foreach (ref var score in scores)
        {
            if (_areProbabilities)
                score = Calibration.Temperature.Logit(score);
            largest = MathF.Max(largest, score);
        }

        var sum = 0.0;
        foreach (ref var score in scores)
        {
            score = (float)Math.Exp(((double)score - largest) / Temperature);
            sum += score;
        }

        foreach (ref var score in scores)
            score = (float)(score / sum);
    }

    private sealed class Mapper(TemperatureScalingTransformer parent, DataViewSchema schema, DataViewSchema.Column score)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, schema), ISaveAsOnnx
    {
        // The base class knows its parent by its own type only, and keeps that to itself.
        private readonly TemperatureScalingTransformer _scaling = parent;

        public bool CanSaveOnnx(OnnxContext ctx) => true;

        public void SaveAsOnnx(OnnxContext ctx) => OnnxGraph.AddColumns(ctx, _scaling.ColumnPairs, (_, source) =>
        {
            ctx.CheckOpSetVersion(9, TemperatureScalingEstimator.Component);
            var graph = new OnnxGraph(ctx, score.Name);
            var output = ctx.AddIntermediateVariable(score.Type, score.Name);
            var logits = _scaling._areProbabilities
                ? graph.Add("Log", [graph.Add("Where",
                [
                    graph.Add("IsNaN", [source]), source,
                    graph.Add("Max", [source, graph.Constant([Calibration.Temperature.LeastProbability], 1, 1)]),
                ])])
                : source;
            var scaled = graph.Add("Mul", [logits, graph.Constant([(float)(1 / _scaling.Temperature)], 1, 1)]);
            graph.Add("Softmax", [scaled], [output], ("axis", 1L));
        });

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            annotations.Add(score.Annotations, _ => true);
            return [new(score.Name, score.Type, annotations.ToAnnotations())];
        }

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            var getter = input.GetGetter<VBuffer<float>>(score);
            VBuffer<float> scores = default;
            return (ValueGetter<VBuffer<float>>)((ref VBuffer<float> calibrated) =>
            {
                getter(ref scores);
                scores.CopyToDense(ref calibrated);
                _scaling.Calibrate(VBufferEditor.CreateFromBuffer(ref calibrated).Values);
            });
        }
    }
}
