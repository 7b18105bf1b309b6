using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Generalization;

/// <summary>Validation rows that were not made by the same steps as the training rows.</summary>
public class RefusedValidationDataTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly MlpTrainer _trainer;

    public RefusedValidationDataTests() => _trainer = new MlpTrainer(_mlContext, Blobs.Options());

    [Fact]
    public void Features_in_another_order_are_refused()
    {
        var other = _mlContext.Transforms.Concatenate("Features", nameof(Blob.Width), nameof(Blob.Length), nameof(Blob.Weight))
            .Fit(Blobs.Data(_mlContext)).Transform(Blobs.Data(_mlContext));

        var error = Assert.Throws<InvalidOperationException>(
            () => new MlpMulticlassTrainer(_mlContext, Blobs.Options()).Fit(Blobs.Data(_mlContext), other));

        Assert.Equal(
            "Feature column 'Features' has 'Length' in slot 0 of the training data and 'Width' in that of the validation data. The slots must "
            + "be the same in the same order: make both by the same pipeline.",
            error.Message);
    }

    [Fact]
    public void Keys_in_another_order_are_refused()
    {
        // The first row is of another class, so the keys learned from these rows are others.
        var rows = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(30).Skip(1));
        var validation = Blobs.Preparation(_mlContext).Fit(rows).Transform(rows);

        Assert.Equal(
            "Label column 'Label' has the classes 'ant', 'bee', 'cat' in the training data and 'bee', 'cat', 'ant' in the validation "
            + "data. The keys must stand for the same classes in the same order: fit MapValueToKey once, and transform both by it.",
            Refusal(validation));
    }

    [Fact]
    public void Keys_of_fewer_classes_are_refused()
    {
        var rows = _mlContext.Data.LoadFromEnumerable(Blobs.Rows(30).Where(row => row.Species != "cat"));

        Assert.Contains(
            "and 'ant', 'bee' in the validation data.",
            Refusal(Blobs.Preparation(_mlContext).Fit(rows).Transform(rows)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_column_is_refused_as_in_training()
    {
        var data = _mlContext.Transforms.DropColumns("Features").Fit(Blobs.Data(_mlContext)).Transform(Blobs.Data(_mlContext));

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.Fit(Blobs.Data(_mlContext), data));

        Assert.StartsWith(
            "MlpTrainer: Feature column 'Features' is missing; it must be a vector of Single", error.Message, StringComparison.Ordinal);
        Assert.Equal("validationData", error.ParamName);
    }

    [Fact]
    public void No_rows_are_refused() => Assert.Equal(
        "The validation data has no rows. Check the file that was loaded and the filters in the pipeline.",
        Refusal(Blobs.Data(_mlContext, 0)));

    [Fact]
    public void One_row_is_enough() => Assert.NotNull(_trainer.Fit(Blobs.Data(_mlContext), Blobs.Data(_mlContext, 1)));

    [Fact]
    public void Rows_without_a_label_are_skipped_with_a_warning()
    {
        var log = new TrainingLog(_mlContext);
        var rows = Blobs.Rows(30);
        rows[4].Species = "dog";
        var validation = Blobs.Preparation(_mlContext).Fit(_mlContext.Data.LoadFromEnumerable(Blobs.Rows(3)))
            .Transform(_mlContext.Data.LoadFromEnumerable(rows));

        _trainer.Fit(Blobs.Data(_mlContext), validation);

        Assert.Equal(
            ["Label column 'Label' is missing in 1 of 30 validation rows: they are skipped."],
            log.Warnings.Where(line => line.StartsWith("Label", StringComparison.Ordinal)));
        Assert.Contains("29 rows to validate on", log.Lines[0], StringComparison.Ordinal);
    }

    private string Refusal(IDataView validation) =>
        Assert.Throws<InvalidOperationException>(() => _trainer.Fit(Blobs.Data(_mlContext), validation)).Message;
}
