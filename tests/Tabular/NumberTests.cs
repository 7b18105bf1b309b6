using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;
using Xunit;
using FeatureOptions = MlNetDl.Transforms.TabularFeaturesEstimator.Options;

namespace MlNetDl.Tests.Tabular;

public class NumberTests
{
    private readonly MLContext _context = new();

    [Fact]
    public void A_missing_number_becomes_the_median_and_a_slot_tells_of_it()
    {
        var data = Encoding.Single(_context, 4, float.NaN, 1, 10, 3);

        var features = Features.Fit(_context, data).Transform(data);

        // numpy.nanmedian([4, nan, 1, 10, 3]) is 3.5.
        Assert.Equal(["c", "c_nan"], Features.Names(features));
        Assert.Equal(["4 0", "3.5 1", "1 0", "10 0", "3 0"], Features.Rows(features));
    }

    [Fact]
    public void A_number_without_gaps_in_training_becomes_the_median_later_and_nothing_tells_of_it()
    {
        var transformer = Features.Fit(_context, Encoding.Single(_context, 5, 1, 2));

        var features = transformer.Transform(Encoding.Single(_context, float.NaN, 7, float.PositiveInfinity));

        Assert.Equal(["c"], Features.Names(features));
        Assert.Equal(["2", "7", "Infinity"], Features.Rows(features));
    }

    [Theory]
    [InlineData(MissingIndicator.Always, false, "1 0")]
    [InlineData(MissingIndicator.Always, true, "1 0")]
    [InlineData(MissingIndicator.WhenPresent, false, "1")]
    [InlineData(MissingIndicator.WhenPresent, true, "1 0")]
    [InlineData(MissingIndicator.Never, true, "1")]
    public void An_option_says_where_a_slot_tells_of_missing_numbers(MissingIndicator indicator, bool hasGap, string expected)
    {
        var data = Encoding.Single(_context, 1, hasGap ? float.NaN : 2);

        var transformer = Features.Fit(_context, data, new FeatureOptions { MissingIndicator = indicator });

        Assert.Equal(expected, Features.Rows(transformer.Transform(data))[0]);
    }

    // numpy 1.24.2: float(np.nanmedian(np.array([...], dtype=np.float64))).
    [Theory]
    [InlineData(2.5, new double[] { 2.5 })]
    [InlineData(0, new double[] { -1, 1 })]
    [InlineData(-0.5, new double[] { -1, 0 })]
    [InlineData(0, new double[] { 0, 0, 0, 5 })]
    [InlineData(2.5, new double[] { 5, 0, 0, 5 })]
    [InlineData(-2.5, new double[] { -3, -1, -2, -5 })]
    [InlineData(-1.5, new double[] { -3, -1, -2, 0 })]
    [InlineData(0.5, new double[] { -7, 0, 1, 8 })]
    [InlineData(1, new double[] { -7, 0, 1, 8, 9 })]
    [InlineData(0.15000000000000002, new double[] { 0.1, 0.2 })]
    [InlineData(0.1, new double[] { 0.1, double.NaN, 0.1 })]
    [InlineData(9007199254740994, new double[] { 9007199254740992, 9007199254740996 })]
    [InlineData(1e-310, new double[] { 1e-310 })]
    public void The_median_is_numpy_s(double median, double[] values)
        => Assert.Equal(median, Assert.Single(Assert.Single(Features.Fit(_context, Encoding.Column(_context, values)).Columns).Medians));

    [Fact]
    public void Numbers_of_every_type_are_read()
    {
        Assert.Equal(["1", "3"], Read<sbyte>(1, 3));
        Assert.Equal(["1", "255"], Read<byte>(1, 255));
        Assert.Equal(["-300", "3"], Read<short>(-300, 3));
        Assert.Equal(["65535", "3"], Read<ushort>(65535, 3));
        Assert.Equal(["-70000", "3"], Read(-70000, 3));
        Assert.Equal(["70000", "3"], Read<uint>(70000, 3));
        Assert.Equal(["-3E+09", "3"], Read(-3000000000, 3));
        Assert.Equal(["3E+09", "3"], Read<ulong>(3000000000, 3));
        Assert.Equal(["0.1", "3"], Read(0.1, 3));

        string[] Read<T>(T first, T second)
        {
            var data = Encoding.Column(_context, first, second);
            return Features.Rows(Features.Fit(_context, data).Transform(data));
        }
    }

    [Fact]
    public void Each_element_of_a_vector_has_a_median_of_its_own_and_an_indicator_where_it_has_gaps()
    {
        var data = Encoding.Vectors<double>(_context, [[1, 5, 2], [double.NaN, 6, 4], [3, 7, double.NaN]], ["x", "", "z"]);

        var transformer = Features.Fit(_context, data);

        Assert.Equal(["c_x", "c_1", "c_z", "c_x_nan", "c_z_nan"], Features.Names(transformer.Transform(data)));
        Assert.Equal(["1 5 2 0 0", "2 6 4 1 0", "3 7 3 0 1"], Features.Rows(transformer.Transform(data)));
        Assert.Equal([2, 6, 3], Assert.Single(transformer.Columns).Medians);
        Assert.Equal(2, Assert.Single(transformer.Columns).MissingInTraining);
    }

    [Fact]
    public void A_sparse_vector_stays_sparse_and_its_zeros_count()
    {
        var vectors = Enumerable.Range(0, 5).Select(row => new VBuffer<float>(100, 2, [1f, row + 1], [7, 50])).ToArray();
        var definition = SchemaDefinition.Create(typeof(Encoding.Row<VBuffer<float>>));
        definition["c"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 100);
        var data = _context.Data.LoadFromEnumerable(vectors.Select(vector => new Encoding.Row<VBuffer<float>> { C = vector }), definition);

        var transformer = Features.Fit(_context, data);

        var medians = Assert.Single(transformer.Columns).Medians;
        Assert.Equal((0, 1, 3), (medians[0], medians[7], medians[50]));
        var row = Encoding.Encoded(transformer.Transform(data), "Features")[4];
        Assert.False(row.IsDense);
        Assert.Equal([(7, 1f), (50, 5f)], row.Items().Select(item => (item.Key, item.Value)));
    }

    [Fact]
    public void An_infinite_number_in_training_is_named_with_its_row()
        => Assert.Equal(
            "TabularFeatures: input column 'c' holds -Infinity in row 2 of the training data; it must be finite as a Single, or NaN for "
                + "missing. Correct it where it comes from, such as a division by zero, or filter the row out.",
            Refused(Encoding.Single(_context, 1, float.NegativeInfinity)));

    [Fact]
    public void A_number_too_large_for_a_Single_in_training_is_named_with_its_row()
        => Assert.StartsWith("TabularFeatures: input column 'c' holds 1E+39 in row 1 of the training data",
            Refused(Encoding.Column(_context, 1e39, 1)), StringComparison.Ordinal);

    [Fact]
    public void A_column_without_any_number_is_named()
    {
        Assert.Equal(
            "TabularFeatures: input column 'c' is missing in all 2 rows of the training data, so that it has no median. List the column "
                + "in ignore, or check how it was loaded: text that is no number is read as missing.",
            Refused(Encoding.Single(_context, float.NaN, float.NaN)));
        Assert.StartsWith("TabularFeatures: element 'y' of input column 'c' is missing in all 1 rows",
            Refused(Encoding.Vectors<float>(_context, [[1, float.NaN]], ["x", "y"])), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_rows_cannot_be_learned_from_but_can_be_transformed()
    {
        Assert.Equal("TabularFeatures: the training data has no rows. Check the file that was loaded and the filters in the pipeline.",
            Refused(Encoding.Single(_context)));
        Assert.Empty(Features.Rows(Features.Fit(_context, Encoding.Single(_context, 1)).Transform(Encoding.Single(_context))));
    }

    [Fact]
    public void A_constant_column_keeps_its_slot()
    {
        var data = Encoding.Single(_context, 7, 7);

        Assert.Equal(["7", "7"], Features.Rows(Features.Fit(_context, data).Transform(data)));
    }

    private string Refused(IDataView data) => Assert.Throws<InvalidOperationException>(() => Features.Fit(_context, data)).Message;
}
