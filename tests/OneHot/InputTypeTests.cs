using System.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.OneHot;

public class InputTypeTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Integers_of_every_type_are_categories_up_to_the_ends_of_their_range()
    {
        AssertIntegers<sbyte>();
        AssertIntegers<byte>();
        AssertIntegers<short>();
        AssertIntegers<ushort>();
        AssertIntegers<int>();
        AssertIntegers<uint>();
        AssertIntegers<long>();
        AssertIntegers<ulong>();
    }

    [Fact]
    public void Doubles_are_not_rounded_to_Singles()
    {
        var data = Encoding.Column(_context, 0.1, 0.1f, double.NaN, 16777217, -0.0, 0.0);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["1", "2", "4", "3", "0", "0"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_0", "c_0.1", "c_0.10000000149011612", "c_16777217", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void False_is_before_true_and_no_Boolean_is_missing()
    {
        var data = Encoding.Column(_context, true, false, true);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["1", "0", "1"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_False", "c_True", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void All_keys_are_categories_in_their_order_seen_or_not_and_key_0_is_missing()
    {
        var data = Encoding.Keys(_context, 3, ["zeta", "alpha", "mid"], 2, 0, 2);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["1", "3", "1"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_zeta", "c_alpha", "c_mid", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Keys_without_values_are_named_by_their_numbers()
    {
        var data = Encoding.Keys(_context, 2, null, 1, 0, 2);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["0", "2", "1"], Encoding.HotSlots(encoded));
        Assert.Equal(["c_1", "c_2", "c_nan"], Encoding.SlotNames(encoded));
    }

    [Fact]
    public void Keys_are_named_by_values_of_any_type_that_can_be_read_and_else_by_their_numbers()
    {
        Assert.Equal(["c_2.5", "c_0.1", "c_nan"], NamesOf(2.5, 0.1));
        Assert.Equal(["c_01:30:00", "c_00:00:01", "c_nan"], NamesOf(TimeSpan.FromMinutes(90), TimeSpan.FromSeconds(1)));
        Assert.Equal(["c_1", "c_2", "c_nan"], NamesOf(new DataViewRowId(7, 0), new DataViewRowId(8, 0)));

        string[] NamesOf<T>(params T[] values)
        {
            var data = Encoding.Column(_context, values);
            var keys = _context.Transforms.Conversion.MapValueToKey("c").Fit(data).Transform(data);
            return Encoding.SlotNames(Encoding.Fit(_context, keys).Transform(keys));
        }
    }

    [Fact]
    public void Keys_of_every_width_are_encoded_alike()
    {
        var texts = Encoding.Text(_context, "b", "a", null, "b");
        foreach (var kind in new[] { DataKind.Byte, DataKind.UInt16, DataKind.UInt32, DataKind.UInt64 })
        {
            var keys = _context.Transforms.Conversion.MapValueToKey("c")
                .Append(_context.Transforms.Conversion.ConvertType("c", outputKind: kind)).Fit(texts).Transform(texts);

            var encoded = Encoding.Fit(_context, keys).Transform(keys);

            Assert.Equal(["0", "1", "2", "0"], Encoding.HotSlots(encoded));
            Assert.Equal(["c_b", "c_a", "c_nan"], Encoding.SlotNames(encoded));
        }
    }

    [Fact]
    public void Keys_that_stand_for_other_values_than_in_training_are_refused()
    {
        var transformer = Encoding.Fit(_context, Encoding.Keys(_context, 2, ["a", "b"], 1));

        // The same values, or none, are no contradiction.
        Assert.Equal(["1"], Encoding.HotSlots(transformer.Transform(Encoding.Keys(_context, 2, ["a", "b"], 2))));
        Assert.Equal(["1"], Encoding.HotSlots(transformer.Transform(Encoding.Keys(_context, 2, null, 2))));
        Assert.Equal("NaNAwareOneHotEncoding: input column 'c' has other key values than it had when the encoding was fitted, and must be "
            + "so again. Load or convert it as it was then, or fit anew. (Parameter 'schema')",
            Refusal(transformer, Encoding.Keys(_context, 2, ["b", "a"], 2)));
        Assert.Equal("NaNAwareOneHotEncoding: input column 'c' is of type Key<UInt32, 0-2>; it was Key<UInt32, 0-1> when the encoding was "
            + "fitted, and must be so again. Load or convert it as it was then, or fit anew. (Parameter 'schema')",
            Refusal(transformer, Encoding.Keys(_context, 3, ["a", "b", "c"], 2)));
    }

    [Fact]
    public void A_vector_has_a_block_with_categories_of_its_own_for_each_element()
    {
        string?[][] rows = [["a", "x", null], ["b", "x", "a"], [null, "x", "c"]];
        var data = Encoding.Vectors(_context, rows, ["v0", "v1", "v2"]);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["0,3,7", "1,3,5", "2,3,6"], Encoding.HotSlots(encoded));
        Assert.Equal(
            ["c_v0_a", "c_v0_b", "c_v0_nan", "c_v1_x", "c_v1_nan", "c_v2_a", "c_v2_c", "c_v2_nan"], Encoding.SlotNames(encoded));
        var ranges = default(VBuffer<int>);
        encoded.Schema["c"].Annotations.GetValue("CategoricalSlotRanges", ref ranges);
        Assert.Equal([0, 2, 3, 4, 5, 7], ranges.DenseValues());
    }

    [Fact]
    public void A_vector_whose_slots_have_other_names_than_in_training_is_refused()
    {
        var transformer = Encoding.Fit(_context, Encoding.Vectors<string>(_context, [["a", "b"]], ["x", "y"]));

        // The same names, or none, are no contradiction.
        Assert.Equal(["0,2"], Encoding.HotSlots(transformer.Transform(Encoding.Vectors<string>(_context, [["a", "b"]], ["x", "y"]))));
        Assert.Equal(["0,2"], Encoding.HotSlots(transformer.Transform(Encoding.Vectors<string>(_context, [["a", "b"]]))));
        Assert.Equal("NaNAwareOneHotEncoding: input column 'c' has other slot names, or has them in another order, than it had when the "
            + "encoding was fitted, and must be so again. Load or convert it as it was then, or fit anew. (Parameter 'schema')",
            Refusal(transformer, Encoding.Vectors<string>(_context, [["b", "a"]], ["y", "x"])));
    }

    [Fact]
    public void Elements_without_names_are_named_by_their_index()
    {
        var data = Encoding.Vectors(_context, [[true], [false]]);

        Assert.Equal(["c_0_False", "c_0_True", "c_0_nan"], Encoding.SlotNames(Encoding.Fit(_context, data).Transform(data)));
    }

    [Fact]
    public void What_a_sparse_vector_leaves_out_is_0_or_missing_text()
    {
        var numbers = Sparse(new VBuffer<float>(3, 1, [2f], [1]), new VBuffer<float>(3, 0, null, null));
        var texts = Sparse(new VBuffer<ReadOnlyMemory<char>>(3, 1, ["t".AsMemory()], [1]));

        var encodedNumbers = Encoding.Fit(_context, numbers).Transform(numbers);
        var encodedTexts = Encoding.Fit(_context, texts).Transform(texts);

        Assert.Equal(["c_0_0", "c_0_nan", "c_1_0", "c_1_2", "c_1_nan", "c_2_0", "c_2_nan"], Encoding.SlotNames(encodedNumbers));
        Assert.Equal(["0,3,5", "0,2,5"], Encoding.HotSlots(encodedNumbers));
        Assert.Equal(["c_0_nan", "c_1_t", "c_1_nan", "c_2_nan"], Encoding.SlotNames(encodedTexts));
        Assert.Equal(["0,1,3"], Encoding.HotSlots(encodedTexts));
    }

    [Fact]
    public void A_row_with_another_number_of_elements_than_the_column_has_is_refused()
    {
        var data = Encoding.Vectors(_context, [[1f, 2], [1f]]);

        var error = Assert.ThrowsAny<InvalidOperationException>(() => Encoding.Fit(_context, data));

        Assert.Contains("column 'c'", error.Message, StringComparison.Ordinal);
    }

    private void AssertIntegers<T>() where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        T[] values = [T.MaxValue, T.MinValue, T.MaxValue - T.One, T.MinValue + T.One];
        var data = Encoding.Column(_context, values);

        var encoded = Encoding.Fit(_context, data).Transform(data);

        Assert.Equal(["3", "0", "2", "1"], Encoding.HotSlots(encoded));
        Assert.Equal([$"c_{T.MinValue}", $"c_{T.MinValue + T.One}", $"c_{T.MaxValue - T.One}", $"c_{T.MaxValue}", "c_nan"],
            Encoding.SlotNames(encoded));
    }

    private IDataView Sparse<T>(params VBuffer<T>[] rows)
    {
        var schema = SchemaDefinition.Create(typeof(Encoding.Row<VBuffer<T>>));
        var item = typeof(T) == typeof(float) ? (PrimitiveDataViewType)NumberDataViewType.Single : TextDataViewType.Instance;
        schema["c"].ColumnType = new VectorDataViewType(item, rows[0].Length);
        return _context.Data.LoadFromEnumerable(rows.Select(row => new Encoding.Row<VBuffer<T>> { C = row }), schema);
    }

    private static string Refusal(NaNAwareOneHotEncodingTransformer transformer, IDataView data)
        => Assert.Throws<ArgumentOutOfRangeException>(() => transformer.Transform(data)).Message;
}
