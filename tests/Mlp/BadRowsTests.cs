using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class BadRowsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void Data_without_rows_is_refused() => Assert.Equal(
        "The training data has no rows. Check the file that was loaded and the filters in the pipeline.",
        Refusal(_mlContext.Data.FilterRowsByColumn(Blobs.Data(_mlContext), "Length", lowerBound: 1e9)));

    [Fact]
    public void Data_with_one_row_is_refused() => Assert.Equal(
        "The training data has one row with a label in column 'Label'; training needs two at least. Add rows.",
        Refusal(_mlContext.Data.TakeRows(Blobs.Data(_mlContext), 1)));

    [Fact]
    public void Data_with_one_class_is_refused_by_the_name_of_the_class() => Assert.Equal(
        "Label column 'Label' has one class only in the 4 training rows, 'bee'; there must be two at least. "
        + "Train on data with rows of every class.",
        Refusal(_mlContext.Data.FilterRowsByKeyColumnFraction(
            _mlContext.Data.TakeRows(Blobs.Data(_mlContext), 12), "Label", 1 / 3.0, 2 / 3.0)));

    [Fact]
    public void Data_with_one_class_is_refused_by_the_key_where_classes_have_no_names() => Assert.Equal(
        "Label column 'Label' has one class only in the 2 training rows, key 2; there must be two at least. "
        + "Train on data with rows of every class.",
        Refusal(Keys(2, 2)));

    [Fact]
    public void Rows_without_a_label_are_skipped_and_counted_in_the_log()
    {
        var log = new TrainingLog(_mlContext);

        var skipping = new MlpMulticlassTrainer(_mlContext, Blobs.Options()).Fit(Keys(0, 1, 2, 0, 1, 3, 0));

        Assert.Contains("Label column 'Label' is missing in 3 of 7 training rows: they are skipped.", log.Warnings);
        Assert.Contains(log.Lines, line => line.StartsWith("Training 2-8-3 on 4 rows: ", StringComparison.Ordinal));
        Assert.Equal(3, skipping.Model.NumberOfClasses);
    }

    [Fact]
    public void Data_with_no_label_at_all_is_refused() => Assert.Equal(
        "Label column 'Label' is missing in all 3 training rows. Check that the labels were loaded, and that the key of the labels was "
        + "learned from them.",
        Refusal(Keys(0, 0, 0)));

    [Fact]
    public void Of_many_rows_one_with_a_label_is_too_few() => Assert.Equal(
        "The training data has one row with a label in column 'Label'; training needs two at least. Add rows.",
        Refusal(Keys(0, 2, 0)));

    [Fact]
    public void NaN_and_infinity_in_the_features_are_refused_by_slot_name_and_count()
    {
        var rows = Blobs.Rows(6);
        rows[0].Length = rows[3].Length = float.NaN;
        rows[1].Weight = float.NegativeInfinity;
        var data = _mlContext.Data.LoadFromEnumerable(rows);

        Assert.Equal(
            "Feature column 'Features' holds NaN or infinity in slot 'Length' (2), slot 'Weight' (1), the count of 6 rows in brackets. "
            + "Append mlContext.Transforms.ReplaceMissingValues for these columns before the trainer; it replaces NaN. Infinity "
            + "has to be corrected where it comes from, such as a division by zero.",
            Refusal(Blobs.Preparation(_mlContext).Fit(data).Transform(data)));
    }

    [Fact]
    public void NaN_in_slots_without_names_is_refused_by_their_index() => Assert.Equal(
        "Feature column 'Features' holds NaN or infinity in slot 1 (2), the count of 3 rows in brackets. "
        + "Append mlContext.Transforms.ReplaceMissingValues for these columns before the trainer; it replaces NaN. Infinity "
            + "has to be corrected where it comes from, such as a division by zero.",
        Refusal(_mlContext.Data.LoadFromEnumerable(new[]
        {
            new Row(1) { Features = [1, float.NaN] },
            new Row(2) { Features = [2, float.PositiveInfinity] },
            new Row(3) { Features = [3, 1] },
        })));

    [Fact]
    public void Of_many_slots_with_NaN_the_first_five_are_named() => Assert.Equal(
        "Feature column 'Features' holds NaN or infinity in slot 0 (2), slot 1 (2), slot 2 (2), slot 4 (2), slot 5 (2) and 2 more slots, "
        + "the count of 2 rows in brackets. "
        + "Append mlContext.Transforms.ReplaceMissingValues for these columns before the trainer; it replaces NaN. Infinity "
            + "has to be corrected where it comes from, such as a division by zero.",
        Refusal(_mlContext.Data.LoadFromEnumerable(new[] { new WideRow { Label = 0 }, new WideRow { Label = 1 } })));

    [Fact]
    public void A_row_without_a_label_may_hold_NaN_for_it_is_not_used()
    {
        var data = _mlContext.Data.LoadFromEnumerable(new[]
        {
            new Row(1), new Row(2), new Row(0) { Features = [float.NaN, 1] },
        });

        var model = new MlpMulticlassTrainer(_mlContext, Blobs.Options()).Fit(data);

        Assert.Equal(3, model.Model.NumberOfClasses);
    }

    [Fact]
    public void Training_whose_loss_is_not_a_number_stops_with_the_likely_causes()
    {
        var options = Blobs.Options();
        options.LearningRate = 1e30f;
        options.WeightDecay = 0;

        var error = Assert.Throws<InvalidOperationException>(() => new MlpTrainer(_mlContext, options).Fit(Blobs.Data(_mlContext)));

        Assert.Equal(
            "Training stopped in epoch 1 of 5: the loss is no longer a finite number. Likely causes: LearningRate, which is 1E+30, is "
            + "too high (try a tenth of it), or HiddenLayers has too many layers for it.",
            error.Message);
    }

    private string Refusal(IDataView data) =>
        Assert.Throws<InvalidOperationException>(() => new MlpTrainer(_mlContext, Blobs.Options()).Fit(data)).Message;

    private IDataView Keys(params uint[] keys) =>
        _mlContext.Data.LoadFromEnumerable(keys.Select((key, i) => new Row(key) { Features = [i, -i] }));

    /// <summary>ML.NET counts the keys in a class of rows from 0, and takes what is too large for a missing one.</summary>
    private sealed class Row(uint key)
    {
        [KeyType(3)]
        public uint Label { get; set; } = unchecked(key - 1);

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];
    }

    private sealed class WideRow
    {
        [KeyType(3)]
        public uint Label { get; set; }

        [VectorType(8)]
        public float[] Features { get; set; } =
            [float.NaN, float.NaN, float.NaN, 1, float.NaN, float.NaN, float.NaN, float.PositiveInfinity];
    }
}
