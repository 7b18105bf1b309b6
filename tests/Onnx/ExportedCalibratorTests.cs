using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Onnx;

/// <summary>ML.NET's calibrators behind a binary trainer: those that export themselves, and the one that does not.</summary>
public class ExportedCalibratorTests
{
    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData("Platt")]
    [InlineData("Naive")]
    public void Calibrated_probabilities_are_those_of_the_model(string calibrator)
    {
        var rows = Rows();
        var model = Fit(rows, calibrator == "Platt"
            ? _context.BinaryClassification.Calibrators.Platt()
            : _context.BinaryClassification.Calibrators.Naive());

        ExportedScores.Equal(_context, model, rows);
    }

    // IsotonicCalibrator is no ICanSaveOnnx.
    [Fact]
    public void An_isotonic_calibrator_is_refused()
    {
        var rows = Rows();
        var model = Fit(rows, _context.BinaryClassification.Calibrators.Isotonic());

        var refusal = Assert.Throws<InvalidOperationException>(() => OnnxModel.Export(_context, model, rows));

        Assert.Contains("can not be fully converted", refusal.Message, StringComparison.Ordinal);
    }

    private TransformerChain<ITransformer> Fit(IDataView rows, IEstimator<ITransformer> calibrator) => new EstimatorChain<ITransformer>()
        .Append(new MlpBinaryTrainer(_context, Blobs.Options())).Append(calibrator).Fit(rows);

    private IDataView Rows()
    {
        var random = new Random(1);
        return _context.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(_ => random.NextSingle()).Select(feature => new Row
        {
            Features = [feature],
            Label = feature + random.NextSingle() > 1,
        }).ToArray());
    }

    private sealed class Row
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
