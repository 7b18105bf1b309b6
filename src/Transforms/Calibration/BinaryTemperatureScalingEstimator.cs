using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.Calibration;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms;

/// <summary>
/// Calibrates the probability of a binary model by one number, the temperature T: it becomes the logistic function of score / T, where T
/// is what held-out rows are likeliest by.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Input columns</term><description>Scored rows: the score, a <see cref="float"/>, log-odds or like them, of any model, and
/// the label, a Boolean.</description></item>
/// <item><term>Output columns</term><description><c>Probability</c>, which hides that of the model.</description></item>
/// <item><term>Looks at the data</term><description>Once; the scores are kept in memory meanwhile.</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes.</description></item>
/// </list>
/// <para>
/// The calibrator is ML.NET's <see cref="PlattCalibrator"/> with a slope of -1 / T and no offset: unlike Platt's it leaves a score of 0
/// at a half, and so the predicted label what it is. Fit it on scored rows that the model was not trained on, and append it to the model.
/// If all rows are predicted right, no temperature is best: it stays 1, and the log warns. Source: Guo, Pleiss, Sun and Weinberger
/// (2017), "On Calibration of Modern Neural Networks".
/// </para>
/// </remarks>
internal sealed class BinaryTemperatureScalingEstimator : IEstimator<CalibratorTransformer<PlattCalibrator>>
{
    private const string Component = "Temperature";

    private readonly IHost _host;
    private readonly string _label;
    private readonly string _score;

    /// <summary>Makes a calibrator.</summary>
    /// <param name="env">The <see cref="MLContext"/>.</param>
    /// <param name="labelColumnName">The name of the label column, a Boolean.</param>
    /// <param name="scoreColumnName">The name of the score column.</param>
    /// <exception cref="ArgumentOutOfRangeException">A name is empty.</exception>
    public BinaryTemperatureScalingEstimator(
        IHostEnvironment env, string labelColumnName = "Label", string scoreColumnName = "Score")
        : this(labelColumnName, scoreColumnName, InternalsGuard.Check(env))
    {
    }

    private BinaryTemperatureScalingEstimator(string label, string score, IHostEnvironment env)
    {
        new OptionChecks(Component)
            .Require(!string.IsNullOrWhiteSpace(label), "labelColumnName", label, "the name of a column")
            .Require(!string.IsNullOrWhiteSpace(score), "scoreColumnName", score, "the name of a column")
            .ThrowIfViolated("labelColumnName");
        (_host, _label, _score) = (env.Register(nameof(BinaryTemperatureScalingEstimator)), label, score);
    }

    /// <summary>Finds the temperature.</summary>
    /// <param name="input">Scored rows, best of those that the model was not trained on.</param>
    /// <exception cref="ArgumentNullException"><paramref name="input"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, a score is not finite, or the scores tell nothing of the
    /// labels.</exception>
    public CalibratorTransformer<PlattCalibrator> Fit(IDataView input)
    {
        _host.CheckValue(input, nameof(input));
        CheckSchema(SchemaShape.Create(input.Schema), nameof(input));
        var (scores, labels) = ScoredColumns.Read(input, input.Schema[_label], input.Schema[_score], Component);
        if (scores.Length == 0)
            throw _host.Except($"{Component}: the data has no rows. Check it and the filters before it.");

        // The logits of two classes, of which one has 0.
        var rows = scores.Zip(labels, (score, label) => (new[] { 0, score }, label ? 1 : 0)).ToArray();
        using var channel = _host.Start("Fitting");
        var temperature = Temperature.Fit(rows, _host, channel, Component);
        channel.Info(FormattableString.Invariant($"{Component}: temperature {temperature:G6} from {rows.Length} rows."));
        return new FixedPlattCalibratorEstimator(_host, -1 / temperature, 0, _score).Fit(input);
    }

    /// <summary>The columns of the calibrated data.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="inputSchema"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        _host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema, nameof(inputSchema));
        return ((IEstimator<ITransformer>)new FixedPlattCalibratorEstimator(_host, -1, 0, _score)).GetOutputSchema(inputSchema);
    }

    private void CheckSchema(SchemaShape schema, string parameter)
    {
        var label = ColumnPairs.Find(_label, schema, _host, parameter, Component, "label");
        _host.CheckParam(label.ItemType is BooleanDataViewType && label.Kind == SchemaShape.Column.VectorKind.Scalar, parameter,
            $"{Component}: label column '{_label}' is {label.GetTypeString()}; it must be a Boolean.");
        var score = ColumnPairs.Find(_score, schema, _host, parameter, Component, "score");
        _host.CheckParam(
            score.ItemType == NumberDataViewType.Single && score.Kind == SchemaShape.Column.VectorKind.Scalar, parameter,
            $"{Component}: score column '{_score}' is {score.GetTypeString()}; it must be a Single, as binary models give it. Multiclass " +
            "models have mlContext.MulticlassClassification.TemperatureScaling.");
    }
}
