using System.Collections.Concurrent;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.PiecewiseLinear;

// Small enough to be worked out by hand: columns are (x - low) / (high - low), clipped to 0 and 1.
public class EncodedColumnTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void Pieces_below_a_value_are_1_those_above_0_and_its_own_tells_where_it_lies()
    {
        var transformer = Fit(Encoding.Single(_context, 10, 0, 1, 5, 1));
        var encoded = transformer.Transform(Encoding.Single(_context, 0, 0.25f, 1, 3, 7.5f, 10, -3, 99));

        Assert.Equal(["c>=0", "c>=1", "c>=5"], Encoding.SlotNames(encoded));
        Assert.Equal(
            ["0 0 0", "0.25 0 0", "1 0 0", "1 0.5 0", "1 1 0.5", "1 1 1", "0 0 0", "1 1 1"],
            Rows(encoded));
        Assert.Equal([0, 1, 5, 10], transformer.GetEdges("c"));
    }

    [Fact]
    public void A_slot_of_two_values_is_one_column_and_one_that_never_varied_a_column_of_0()
    {
        var two = Fit(Encoding.Single(_context, 7, 3, 7)).Transform(Encoding.Single(_context, 3, 7, 4, -1, 8));
        var one = Fit(Encoding.Single(_context, 5, 5)).Transform(Encoding.Single(_context, 5, 4, 6, float.PositiveInfinity));

        Assert.Equal(["0", "1", "0.25", "0", "1"], Rows(two));
        Assert.Equal(["c>=3"], Encoding.SlotNames(two));
        Assert.Equal(["0", "0", "0", "0"], Rows(one));
        Assert.Equal(["c>=5"], Encoding.SlotNames(one));
    }

    [Fact]
    public void Infinite_values_are_encoded_as_the_ends()
        => Assert.Equal(["1 1 1", "0 0 0"], Rows(Fit(Encoding.Single(_context, 0, 1, 5, 10))
            .Transform(Encoding.Single(_context, float.PositiveInfinity, float.NegativeInfinity))));

    [Fact]
    public void A_missing_value_has_a_column_of_its_own_if_training_saw_one()
    {
        var encoded = Fit(Encoding.Single(_context, 0, float.NaN, 1, 5)).Transform(Encoding.Single(_context, float.NaN, 5, 0));

        Assert.Equal(["c>=0", "c>=1", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0 0 1", "1 1 0", "0 0 0"], Rows(encoded));
    }

    [Theory]
    [InlineData(MissingIndicator.Always, "0 0 0 1")]
    [InlineData(MissingIndicator.WhenPresent, "1 0 0")]
    [InlineData(MissingIndicator.Never, "1 0 0")]
    public void A_missing_value_that_has_no_column_is_encoded_as_the_lower_median(MissingIndicator indicator, string row)
        => Assert.Equal([row], Rows(Fit(Encoding.Single(_context, 0, 1, 5, 10), new() { MissingIndicator = indicator })
            .Transform(Encoding.Single(_context, float.NaN))));

    [Fact]
    public void Never_means_never_even_if_training_saw_missing_values()
    {
        var encoded = Fit(Encoding.Single(_context, 2, float.NaN, 1), new() { MissingIndicator = MissingIndicator.Never })
            .Transform(Encoding.Single(_context, float.NaN, 2));

        Assert.Equal(["c>=1"], Encoding.SlotNames(encoded));
        Assert.Equal(["0", "1"], Rows(encoded));
    }

    [Fact]
    public void A_slot_that_is_constant_or_missing_tells_which()
    {
        var encoded = Fit(Encoding.Single(_context, 5, float.NaN)).Transform(Encoding.Single(_context, 5, float.NaN, 6));

        Assert.Equal(["c>=5", "c_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0 0", "0 1", "0 0"], Rows(encoded));
    }

    [Fact]
    public void Each_slot_of_a_vector_has_its_own_pieces_and_a_sparse_vector_is_encoded_as_a_dense_one()
    {
        var data = Encoding.Vectors(_context, [[0f, 2], [4, float.NaN], [1, 3]], ["age", "1"]);
        var transformer = Fit(data);
        var encoded = transformer.Transform(data);

        Assert.Equal(["age>=0", "age>=1", "c_1>=2", "c_1_nan"], Encoding.SlotNames(encoded));
        Assert.Equal(["0 0 0 0", "1 1 0 1", "1 0 1 0"], Rows(encoded));
        Assert.Equal([0, 1, 4], transformer.GetEdges("c"));
        Assert.Equal([2, 3], transformer.GetEdges("c", 1));

        var sparse = new VBuffer<float>(2, 1, [4f], [0]);
        var schema = SchemaDefinition.Create(typeof(VectorRow));
        schema["c"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        Assert.Equal(["1 1 0 0"], Rows(transformer.Transform(
            _context.Data.LoadFromEnumerable([new VectorRow { C = sparse }], schema))));
    }

    [Fact]
    public void Two_columns_are_encoded_at_once_in_one_pass()
    {
        var rows = 0;
        var data = _context.Data.LoadFromEnumerable(new[] { 0, 4, 2 }.Select(age =>
        {
            rows++;
            return new Person { Age = age, Income = age * 100.5 };
        }));

        var transformer = _context.Transforms.PiecewiseLinearEncoding([new("Age"), new("i", "Income")]).Fit(data);
        Assert.Equal(3, rows);

        var encoded = transformer.Transform(data);
        Assert.Equal(["Age>=0", "Age>=2"], Encoding.SlotNames(encoded, "Age"));
        Assert.Equal(["Income>=0", "Income>=201"], Encoding.SlotNames(encoded, "i"));
        Assert.Equal(["0 0", "1 1", "1 0"], Rows(encoded, "i"));
    }

    [Fact]
    public void Numbers_of_every_type_are_encoded_alike()
    {
        AssertColumns<sbyte>(0, 1, 5);
        AssertColumns<byte>(0, 1, 5);
        AssertColumns<short>(0, 1, 5);
        AssertColumns<ushort>(0, 1, 5);
        AssertColumns(0, 1, 5);
        AssertColumns<uint>(0, 1, 5);
        AssertColumns<long>(0, 1, 5);
        AssertColumns<ulong>(0, 1, 5);
        AssertColumns(0.0, 1, 5);

        void AssertColumns<T>(params T[] values)
        {
            var data = Encoding.Column(_context, values);
            Assert.Equal(["0 0", "1 0", "1 1"], Rows(Fit(data).Transform(data)));

            var vectors = Encoding.Vectors(_context, Array.ConvertAll(values, value => new[] { value, value }));
            Assert.Equal(["0 0 0 0", "1 0 1 0", "1 1 1 1"], Rows(Fit(vectors).Transform(vectors)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    public void Slots_are_named_after_the_lower_edge_in_any_culture(string culture) => Encoding.UnderCulture(culture, () =>
    {
        var data = Encoding.Single(_context, -1.5f, -0f, 0.1f, 1e20f, float.NaN, 2e20f);

        Assert.Equal(["c>=-1.5", "c>=0", "c>=0.1", "c>=1E+20", "c_nan"], Encoding.SlotNames(Fit(data).Transform(data)));
    });

    [Fact]
    public void No_two_slots_have_one_name()
    {
        var data = Encoding.Vectors(_context, [[0f, 0, 0], [1, 1, 2]], ["x", "x", "y"]);

        Assert.Equal(["x>=0", "x>=0_2", "y>=0"], Encoding.SlotNames(Fit(data).Transform(data)));
    }

    [Fact]
    public void The_schema_foretold_is_that_of_the_encoded_data()
    {
        var data = Encoding.Single(_context, 1, 2, 3);
        foreach (var name in new[] { "c", "d" })
        {
            var estimator = _context.Transforms.PiecewiseLinearEncoding(name, "c");

            var encoded = estimator.Fit(data).Transform(data);
            // Where the output has the input's name, the data still has the input, hidden.
            var found = Encoding.Shape(encoded.Schema);

            Assert.Equal(SchemaText.Of(found), SchemaText.Of(estimator.GetOutputSchema(Encoding.Shape(data.Schema))));
            Assert.Contains(SchemaText.Of(encoded.Schema[name].Annotations), line => line == "IsNormalized True");
        }
    }

    [Fact]
    public void Rows_are_encoded_when_they_are_read_and_alike_by_cursors_that_share_them()
    {
        float[] values = [.. Enumerable.Range(0, 5000).Select(i => (float)(i * i % 1009))];
        var transformer = Fit(Encoding.Single(_context, values));
        var rows = 0;
        var encoded = transformer.Transform(_context.Data.LoadFromEnumerable(values.Select(value =>
        {
            rows++;
            return new Encoding.Row<float> { C = value };
        })));
        Encoding.SlotNames(encoded);
        Assert.Equal(0, rows);

        var actual = new ConcurrentBag<string>();
        Parallel.ForEach(transformer.Transform(Encoding.Single(_context, values)).GetRowCursorSet([encoded.Schema["c"]], 3), cursor =>
        {
            using (cursor)
            {
                var row = default(VBuffer<float>);
                var getter = cursor.GetGetter<VBuffer<float>>(encoded.Schema["c"]);
                while (cursor.MoveNext())
                {
                    getter(ref row);
                    actual.Add(Text(row));
                }
            }
        });

        Assert.Equal(Rows(encoded).Order(), actual.Order());
    }

    [Fact]
    public void A_prediction_engine_encodes_a_row_as_Transform_does()
    {
        var data = Encoding.Single(_context, 0, 1, 5, 10, float.NaN);
        var model = Fit(data);
        var engine = _context.Model.CreatePredictionEngine<Encoding.Row<float>, EncodedRow>(model, data.Schema);

        Assert.Equal([1, 0.5f, 0, 0], engine.Predict(new() { C = 3 }).C);
        Assert.Equal([0, 0, 0, 1], engine.Predict(new() { C = float.NaN }).C);
        Assert.Equal([1, 1, 1, 0], engine.Predict(new() { C = 11 }).C);
    }

    private PiecewiseLinearEncodingTransformer Fit(IDataView data, PiecewiseLinearEncodingEstimator.Options? options = null)
        => _context.Transforms.PiecewiseLinearEncoding("c", options: options).Fit(data);

    private static string[] Rows(IDataView encoded, string column = "c")
        => [.. Encoding.Encoded(encoded, column).Select(Text)];

    private static string Text(VBuffer<float> row)
        => string.Join(' ', row.DenseValues().Select(value => FormattableString.Invariant($"{value}")));

    private sealed class Person
    {
        public int Age { get; set; }

        public double Income { get; set; }
    }

    private sealed class VectorRow
    {
        [ColumnName("c")]
        public VBuffer<float> C { get; set; }
    }

    private sealed class EncodedRow
    {
        [ColumnName("c")]
        public float[] C { get; set; } = [];
    }
}
