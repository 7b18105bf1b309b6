using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Reports.Html.Profile;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Samples;
using Xunit;

namespace MlNetDl.Tests.Reports.Html;

public class DataProfileTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    // pandas 1.5.3 on the same file: isna().sum(), nunique(), min(), median(), max(), value_counts().
    [Fact]
    public void The_penguins_are_as_pandas_describes_them()
    {
        var profile = DataProfile.Of(PenguinPipeline.Load(_mlContext, PenguinsCsv.FullPath), mostRows: 1000);

        Assert.Equal((344, 344), (profile.Rows, profile.ProfiledRows));
        Assert.Equal(
        [
            "Species text 0 3 - - - Adelie 152, Gentoo 124, Chinstrap 68",
            "Island text 0 3 - - - Biscoe 168, Dream 124, Torgersen 52",
            "BillLength Single 2 164 32.1 44.45 59.6 41.1 7, 45.2 6, 37.8 5",
            "BillDepth Single 2 80 13.1 17.3 21.5 17 12, 15 10, 17.9 10",
            "FlipperLength Single 2 55 172 197 231 190 22, 195 17, 187 16",
            "BodyMass Single 2 94 2700 4050 6300 3800 12, 3700 11, 3900 10",
            "Sex text 11 2 - - - male 168, female 165",
        ],
        profile.Columns.Select(Line));
    }

    // numpy 1.24.2: histogram(body_mass_g, 16). numpy's edges are rounded as ours are not, but no value lies on one.
    [Fact]
    public void A_histogram_is_that_of_numpy() => Assert.Equal(
        [7, 10, 33, 40, 51, 29, 28, 26, 25, 23, 17, 14, 19, 11, 8, 1],
        DataProfile.Of(PenguinPipeline.Load(_mlContext, PenguinsCsv.FullPath), mostRows: 1000).Columns[5].Histogram);

    [Fact]
    public void Rows_beyond_the_bound_are_counted_and_not_looked_into()
    {
        var profile = DataProfile.Of(PenguinPipeline.Load(_mlContext, PenguinsCsv.FullPath), mostRows: 3);

        Assert.Equal((344, 3), (profile.Rows, profile.ProfiledRows));
        // The first three of the file.
        Assert.Equal("BillLength Single 0 3 39.1 39.5 40.3 39.1 1, 39.5 1, 40.3 1", Line(profile.Columns[2]));
    }

    [Fact]
    public void Of_very_many_columns_fewer_rows_are_looked_into()
    {
        var penguins = PenguinPipeline.Load(_mlContext, PenguinsCsv.FullPath);
        var vectors = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 9).Select(i => new Row { Long = new float[20], Short = [1, 2] }));

        var profile = DataProfile.Of(penguins, mostRows: 1000, mostValues: 20);

        Assert.Equal((344, 2), (profile.Rows, profile.ProfiledRows));
        // Seven columns, of which one has two elements; the long vector is told as a whole.
        Assert.Equal(3, DataProfile.Of(vectors, mostRows: 1000, mostValues: 24).ProfiledRows);
        Assert.Equal(1, DataProfile.Of(vectors, mostRows: 1000, mostValues: 1).ProfiledRows);
    }

    [Fact]
    public void Columns_of_every_type_are_told_of()
    {
        var data = _mlContext.Data.LoadFromEnumerable<Row>(
        [
            new() { Flag = true, Key = 7, Day = new(2026, 7, 14), Long = [1, float.NaN, 3, .. new float[17]], Short = [1, 10], Count = 5 },
            new() { Flag = true, Key = 7, Day = new(2025, 1, 2), Long = [-4, 0, 0, .. new float[17]], Short = [2, float.NaN], Count = 5, Texts = ["a"] },
            new() { Flag = false, Day = new(2026, 1, 1), Long = new float[20], Short = [4, 30], Key = 1, Count = 7 },
        ]);

        var profile = DataProfile.Of(data, mostRows: 1000);

        Assert.Equal(
        [
            "Flag Boolean 0 2 - - - true 2, false 1",
            "Day date and time 0 3 2025-01-02 00:00:00Z 2026-01-01 00:00:00Z 2026-07-14 00:00:00Z "
                + "2025-01-02 00:00:00Z 1, 2026-01-01 00:00:00Z 1, 2026-07-14 00:00:00Z 1",
            "Key key, 3 values 2 1 - - - 2 1",
            "Long 20 × Single 1 - -4 - 3 ",
            "Short[0] Single 0 3 1 2 4 1 1, 2 1, 4 1",
            "Short[1] Single 1 2 10 20 30 10 1, 30 1",
            "Count Int32 0 2 5 5 7 5 2, 7 1",
            "Texts Vector<String> - - - - - ",
        ],
        profile.Columns.Select(Line));
        Assert.Equal(60, profile.Columns[3].Values);
    }

    [Fact]
    public void Infinite_values_and_columns_without_any_value_have_no_histogram()
    {
        var data = _mlContext.Data.LoadFromEnumerable<Extreme>(
        [
            new() { Value = double.PositiveInfinity, None = float.NaN }, new() { Value = -1, None = float.NaN },
            new() { Value = 1e308, None = float.NaN }, new() { Value = 1.5e308, None = float.NaN },
        ]);

        var profile = DataProfile.Of(data, mostRows: 1000);

        Assert.StartsWith("Value Double 0 4 -1 1.25E+308 Infinity", Line(profile.Columns[0]), StringComparison.Ordinal);
        Assert.Equal("None Single 4 0 - - - ", Line(profile.Columns[1]));
        Assert.All(profile.Columns, column => Assert.Empty(column.Histogram));
    }

    [Fact]
    public void Where_all_values_differ_none_is_the_most_frequent()
    {
        var data = _mlContext.Data.LoadFromEnumerable(Enumerable.Range(0, 9).Select(i => new Extreme { Value = i }));

        Assert.Empty(DataProfile.Of(data, mostRows: 1000).Columns[0].MostFrequent);
    }

    private static string Line(ColumnProfile column) => string.Join(
        ' ',
        column.Name, column.Type, Text(column.Missing), Text(column.Distinct),
        column.Minimum ?? "-", column.Median ?? "-", column.Maximum ?? "-",
        string.Join(", ", column.MostFrequent.Select(pair => $"{pair.Value} {pair.Count}")));

    private static string Text(long? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private sealed class Row
    {
        public bool Flag { get; set; }

        public DateTime Day { get; set; }

        // From 0; what is beyond is missing.
        [KeyType(3)]
        public uint Key { get; set; }

        [VectorType(20)]
        public float[] Long { get; set; } = [];

        [VectorType(2)]
        public float[] Short { get; set; } = [];

        public int Count { get; set; }

        public string[] Texts { get; set; } = [];
    }

    private sealed class Extreme
    {
        public double Value { get; set; }

        public float None { get; set; }
    }
}
