using Microsoft.ML;
using MlNetDl.Tests.Cases;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;
using EncodingOptions = MlNetDl.Transforms.NaNAwareOneHotEncodingEstimator.Options;

namespace MlNetDl.Tests.Onnx;

/// <summary>
/// Cases of the shared folder <c>cases</c>: onnx-1 to onnx-4, whose results are written out here, and those of
/// <c>onehot.json</c>, whose results are from pandas 1.5.3 and scikit-learn 1.2.1, or follow by hand.
/// </summary>
public class ExportCaseTests
{
    private readonly MLContext _context = new();

    // onnx-1: a label encoder whose default were a space would take unseen text for that category.
    [Fact]
    public void A_space_is_a_category_that_is_neither_missing_nor_unseen()
    {
        var encoding = Encoding.Fit(_context, Encoding.Text(_context, "a", null, "b", " "));

        var encoded = Exported.Equal<float>(_context, encoding, Encoding.Text(_context, "a", "", " ", "z"));

        Assert.Equal([[0f, 1, 0, 0], [0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 0, 0]], encoded);
    }

    // onnx-2: a graph that kept the dropout would differ.
    [SkippableTheory]
    [InlineData(1)]
    [InlineData(64)]
    public void A_network_trained_with_dropout_predicts_alike_in_batches_of_any_size(int count)
    {
        var cases = SharedCases.Rows("three.csv");
        var options = new MlpTrainer.Options { LabelColumnName = "Key", Dropout = 0.5f, NumberOfEpochs = 5, Seed = 1 };
        var model = new MlpTrainer(_context, options).Fit(CaseRow.View(_context, cases));

        var scores = ExportedScores.Equal(_context, model, CaseRow.View(_context, cases.Concat(cases).Take(count)));

        Assert.Equal(count, scores.Length);
        Assert.All(scores, row => Assert.Equal(1, row.Sum(), 1e-5f));
    }

    // onnx-3: doubles and floats hold only one of the two.
    [Fact]
    public void Integers_past_the_precision_of_doubles_stay_apart()
    {
        var rows = Encoding.Column<long>(_context, 9007199254740992, 9007199254740993, 9007199254740994);
        var encoding = Encoding.Fit(_context, Encoding.Column<long>(_context, 9007199254740992, 9007199254740993));

        var encoded = Exported.Equal<float>(_context, encoding, rows);

        Assert.Equal([[1f, 0, 0], [0, 1, 0], [0, 0, 0]], encoded);
    }

    // onnx-4: the first two of three; the third, an error for unseen values, is refused.
    [Fact]
    public void The_first_category_is_dropped()
    {
        var encoding = Encoding.Fit(_context, Encoding.Text(_context, "a", "b", "c"), new EncodingOptions { DropFirst = true });

        var encoded = Exported.Equal<float>(_context, encoding, Encoding.Text(_context, "a", "b", "c", null, "z"));

        Assert.Equal([[0f, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], encoded);
    }

    [Fact]
    public void Infrequent_values_share_a_slot()
    {
        var encoding = Encoding.Fit(_context, Encoding.Text(_context, "a", "a", "b", "c"), new EncodingOptions { MinimumCount = 2 });

        var encoded = Exported.Equal<float>(_context, encoding, Encoding.Text(_context, "a", "b", "c", null, "z"));

        Assert.Equal([[1f, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 0]], encoded);
    }

    [SkippableFact]
    public void Every_one_hot_case_gives_the_rows_it_expects_or_is_refused() => Assert.All(OneHotCase.All(), @case =>
    {
        var encoding = @case.FitEncoder(_context);
        var rows = @case.Rows(_context);
        if (@case.Options?.Unseen == "error")
            Assert.Throws<InvalidOperationException>(() => OnnxModel.Export(_context, encoding, rows));
        else
            Assert.Equal(@case.Expect.Rows, Exported.Equal<float>(_context, encoding, rows, @case.Column));
    });
}
