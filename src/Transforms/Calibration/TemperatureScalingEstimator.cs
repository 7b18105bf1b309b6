using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Calibration;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms;

/// <summary>
/// Calibrates the probabilities of a multiclass model by one number, the temperature T: they become softmax(logits / T), where T is what
/// held-out rows are likeliest by. Above 1 the model was too sure of itself, below 1 not sure enough. The predicted class stays the same.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input columns</term><description>Scored rows: the scores, a vector of <see cref="float"/>, of any model, and the label, a
/// key.</description></item>
/// <item><term>Output columns</term><description>The scores as probabilities, under the same name, with their
/// annotations.</description></item>
/// <item><term>Looks at the data</term><description>Once; the scores are kept in memory meanwhile.</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes.</description></item>
/// </list>
/// <para>
/// Fit it on scored rows that the model was not trained on, and append it to the model: <c>model.Append(calibrator)</c>. Appended to the
/// trainer in a pipeline it would see the training rows, on which every model is too sure of itself.
/// </para>
/// <para>
/// Rows whose label is missing are left out. If all rows are predicted right, no temperature is best: it stays 1, and the log warns.
/// Probabilities below 1.2e-38 count as that. Source: Guo, Pleiss, Sun and Weinberger (2017), "On Calibration of Modern Neural Networks".
/// </para>
/// </remarks>
public sealed class TemperatureScalingEstimator : IEstimator<TemperatureScalingTransformer>
{
    internal const string Component = "TemperatureScaling";

    private const string LabelRequirement =
        "a key, as it was in training. Append mlContext.Transforms.Conversion.MapValueToKey for it before the trainer";

    private const string ScoreRequirement = "a vector of Single of known size, as multiclass models give it";

    private readonly IHost _host;
    private readonly string _label;
    private readonly string _score;
    private readonly ScoreScale _scale;

    /// <summary>Makes a calibrator.</summary>
    /// <param name="env">The <see cref="MLContext"/>.</param>
    /// <param name="labelColumnName">The name of the label column, a key.</param>
    /// <param name="scoreColumnName">The name of the column of scores.</param>
    /// <param name="scale">What the scores are.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is none, or a name is empty.</exception>
    public TemperatureScalingEstimator(
        IHostEnvironment env, string labelColumnName = "Label", string scoreColumnName = "Score", ScoreScale scale = ScoreScale.Auto)
        : this(labelColumnName, scoreColumnName, scale, InternalsGuard.Check(env))
    {
    }

    private TemperatureScalingEstimator(string label, string score, ScoreScale scale, IHostEnvironment env)
    {
        new OptionChecks(Component)
            .Require(!string.IsNullOrWhiteSpace(label), "labelColumnName", label, "the name of a column")
            .Require(!string.IsNullOrWhiteSpace(score), "scoreColumnName", score, "the name of a column")
            .RequireDefined(scale, nameof(scale))
            .ThrowIfViolated(nameof(scale));
        (_host, _label, _score, _scale) = (env.Register(nameof(TemperatureScalingEstimator)), label, score, scale);
    }

    /// <summary>Finds the temperature.</summary>
    /// <param name="input">Scored rows, best of those that the model was not trained on.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows with a label, a score is not finite or no probability, or the
    /// scores tell nothing of the labels.</exception>
    public TemperatureScalingTransformer Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckSchema(SchemaShape.Create(input.Schema), nameof(input));
        var rows = ReadRows(input);
        var areProbabilities = _scale == ScoreScale.Probabilities
            || (_scale == ScoreScale.Auto && rows.TrueForAll(row => AreProbabilities(row.Scores)));
        if (areProbabilities)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                if (!AreProbabilities(rows[row].Scores))
                {
                    throw _host.Except(FormattableString.Invariant(
                        $"{Component}: score column '{_score}' holds [{Text(rows[row].Scores)}] in row {row + 1} of those with a label; ") +
                        "probabilities must not be negative and sum to 1. Set scale to Logits.");
                }

                rows[row] = (Array.ConvertAll(rows[row].Scores, Temperature.Logit), rows[row].Label);
            }
        }

        using var channel = _host.Start("Fitting");
        var temperature = Temperature.Fit(rows, _host, channel, Component);
        channel.Info(FormattableString.Invariant($"{Component}: temperature {temperature:G6} from {rows.Count} rows."));
        return new TemperatureScalingTransformer(_host, _score, rows[0].Scores.Length, temperature, areProbabilities);
    }

    /// <summary>The columns of the calibrated data: those of the input.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema, nameof(inputSchema));
        return inputSchema;
    }

    private static bool AreProbabilities(float[] scores) =>
        Array.TrueForAll(scores, score => score >= 0) && Math.Abs(scores.Sum(score => (double)score) - 1) < 1e-3;

    private static string Text(float[] scores) =>
        string.Join(", ", scores.Select(score => score.ToString(CultureInfo.InvariantCulture)));

    private void CheckSchema(SchemaShape schema, string parameter)
    {
        var label = ColumnPairs.Find(_label, schema, _host, parameter, Component, "label");
        _host.CheckParam(label.IsKey && label.Kind == SchemaShape.Column.VectorKind.Scalar, parameter,
            $"{Component}: label column '{_label}' is {label.GetTypeString()}; it must be {LabelRequirement}.");
        var score = ColumnPairs.Find(_score, schema, _host, parameter, Component, "score");
        _host.CheckParam(
            score.ItemType == NumberDataViewType.Single && score.Kind == SchemaShape.Column.VectorKind.Vector, parameter,
            $"{Component}: score column '{_score}' is {score.GetTypeString()}; it must be {ScoreRequirement}. Binary models have " +
            "mlContext.BinaryClassification.Calibrators.Temperature.");
    }

    private List<(float[] Scores, int Label)> ReadRows(IDataView input)
    {
        var (label, score) = (input.Schema[_label], input.Schema[_score]);
        var size = ((VectorDataViewType)score.Type).Size;
        if (label.Type.GetKeyCountAsInt32(_host) is var keys && keys != size)
        {
            throw _host.ExceptParam(nameof(input), FormattableString.Invariant(
                $"{Component}: label column '{_label}' has {keys} keys and score column '{_score}' {size} slots; there must be as many. ") +
                "Score data whose label has the keys of training.");
        }

        using var cursor = input.GetRowCursor([label, score]);
        var labels = RowCursorUtils.GetGetterAs<ulong>(NumberDataViewType.UInt64, cursor, label.Index);
        var scores = cursor.GetGetter<VBuffer<float>>(score);
        var rows = new List<(float[], int)>();
        VBuffer<float> buffer = default;
        ulong key = 0;
        while (cursor.MoveNext())
        {
            _host.CheckAlive();
            labels(ref key);
            if (key == 0)
                continue;

            scores(ref buffer);
            float[] values = [.. buffer.DenseValues()];
            if (Array.FindIndex(values, value => !float.IsFinite(value)) is var slot and >= 0)
                throw _host.Except(ScoredColumns.NotFinite(Component, _score, values[slot], cursor.Position));

            rows.Add((values, (int)key - 1));
        }

        return rows.Count > 0 ? rows : throw _host.Except(
            $"{Component}: there are no rows with a label in column '{_label}'. Check the data and the filters before it.");
    }
}
