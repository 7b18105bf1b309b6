using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.OneHot;

public class EncodedColumnTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Its_type_and_annotations_are_those_of_MlNets_own_one_hot_encoding()
    {
        var data = Encoding.Text(_context, "a", "b", "c");
        var own = _context.Transforms.Categorical.OneHotEncoding("c").Fit(data).Transform(data).Schema["c"];

        var column = Encoding.Fit(_context, data).Transform(data).Schema["c"];

        Assert.Equal(new VectorDataViewType(NumberDataViewType.Single, 4), column.Type);
        Assert.Equal(
            own.Annotations.Schema.Select(annotation => annotation.Name).Order(),
            column.Annotations.Schema.Select(annotation => annotation.Name).Order());
        Assert.Equal(own.Annotations.Schema["CategoricalSlotRanges"].Type, column.Annotations.Schema["CategoricalSlotRanges"].Type);
        Assert.True(column.IsNormalized());
        var range = default(VBuffer<int>);
        column.Annotations.GetValue("CategoricalSlotRanges", ref range);
        Assert.Equal([0, 3], range.DenseValues());
    }

    [Fact]
    public void An_element_without_slots_has_no_range_of_them()
    {
        var data = Encoding.Vectors<string>(_context, [["a", "b"], ["a", "c"]]);
        var options = new NaNAwareOneHotEncodingEstimator.Options { DropFirst = true, MissingCategory = MissingCategory.Never };

        var encoded = Encoding.Fit(_context, data, options).Transform(data);

        Assert.Equal(["c_1_c"], Encoding.SlotNames(encoded));
        Assert.Equal(["", "0"], Encoding.HotSlots(encoded));
        var ranges = default(VBuffer<int>);
        encoded.Schema["c"].Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        Assert.Equal([0, 0], ranges.DenseValues());
    }

    [Fact]
    public void Whatever_a_buffer_held_before_it_holds_the_encoded_value_after()
    {
        // A caller may use one buffer for columns of different widths, and of other steps.
        var texts = Encoding.Text(_context, "a", "b", "c", "d");
        var data = _context.Transforms.CopyColumns("d", "c").Fit(texts).Transform(texts);
        var never = new NaNAwareOneHotEncodingEstimator.Options { MissingCategory = MissingCategory.Never };
        var encoded = _context.Transforms.Categorical.NaNAwareOneHotEncoding("c")
            .Append(_context.Transforms.Categorical.NaNAwareOneHotEncoding("d", options: never)).Fit(data).Transform(data);
        using var cursor = encoded.GetRowCursor(encoded.Schema);
        var five = cursor.GetGetter<VBuffer<float>>(encoded.Schema["c"]);
        var four = cursor.GetGetter<VBuffer<float>>(encoded.Schema["d"]);
        var buffer = new VBuffer<float>(5, 1, [7], [3]);

        for (var row = 0; cursor.MoveNext(); row++)
        {
            five(ref buffer);
            Assert.Equal(Enumerable.Range(0, 5).Select(slot => slot == row ? 1f : 0), buffer.DenseValues());
            four(ref buffer);
            Assert.Equal(Enumerable.Range(0, 4).Select(slot => slot == row ? 1f : 0), buffer.DenseValues());
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a,b")]
    [InlineData("a,b,c")]
    public void Rows_are_stored_the_smaller_way(string categories)
    {
        string[] values = categories.Length == 0 ? [] : categories.Split(',');
        var transformer = Encoding.Fit(_context, Encoding.Text(_context, values));

        // Missing, unseen, missing: a buffer that is used again must forget what it held.
        var vectors = Encoding.Encoded(transformer.Transform(Encoding.Text(_context, "", "z", "")));

        var width = values.Length + 1;
        Assert.All(vectors, vector => Assert.Equal(width, vector.Length));
        Assert.Equal(width <= 2, vectors[0].IsDense);
        Assert.Equal(width <= 2 ? width : 1, vectors[0].GetValues().Length);
        Assert.Equal(0, vectors[1].GetValues().Length);
        Assert.Equal(vectors[0].DenseValues(), vectors[2].DenseValues());
    }

    [Fact]
    public void Twenty_thousand_categories_take_a_single_entry_a_row()
    {
        const int count = 20_000;
        string[] values = [.. Enumerable.Range(0, count).Select(i => $"v{i * 7919L % count}")];
        var data = Encoding.Text(_context, values);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        var rows = 0;
        foreach (var vector in encoded.GetColumn<VBuffer<float>>("c"))
        {
            rows++;
            Assert.Equal(count + 1, vector.Length);
            Assert.Equal(1, vector.GetValues().Length);
        }

        Assert.Equal(count, rows);
        Assert.Equal(count + 1, Encoding.SlotNames(encoded).Distinct().Count());
    }

    [Fact]
    public void What_is_done_to_a_copy_of_the_slot_names_does_not_reach_the_next_one()
    {
        var data = Encoding.Text(_context, "a");
        var column = Encoding.Fit(_context, data).Transform(data).Schema["c"];
        var names = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref names);

        VBufferEditor.CreateFromBuffer(ref names).Values[0] = "changed".AsMemory();

        var again = default(VBuffer<ReadOnlyMemory<char>>);
        column.GetSlotNames(ref again);
        Assert.Equal("c_a", again.GetItemOrDefault(0).ToString());
    }

    [Fact]
    public void Slots_are_named_after_the_input_column_and_the_input_column_stays()
    {
        var data = Encoding.Text(_context, "a");

        var encoded = _context.Transforms.Categorical.NaNAwareOneHotEncoding("out", "c").Fit(data).Transform(data);

        Assert.Equal(["c_a", "c_nan"], Encoding.SlotNames(encoded, "out"));
        Assert.Equal(["a"], encoded.GetColumn<string>("c"));
    }
}
