using System.Globalization;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using Xunit;

namespace MlNetDl.Tests.Data.Peers;

/// <summary>What is learned of a real table's columns, and its encoded rows, against numpy 1.24.2's.</summary>
public class NumpyRowsTests
{
    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_numbers_of_adult_are_encoded_for_training_as_by_numpy(bool isWeighted)
    {
        var expected = JsonLines.Read<NumpyRows>("tests/Data/Peers/numpy_rows.jsonl.gz").Single(line => line.IsWeighted == isWeighted);
        var rows = Read(expected);

        var encoding = PieceFitter.Add(InputEncodingFitter.Fit(rows), rows, Recipe.Pieces);
        var encoded = new EncodedRows(rows, encoding);

        for (var slot = 0; slot < expected.Columns.Length; slot++)
        {
            var pieces = encoding.Pieces(slot)!;
            Assert.Equal(expected.Edges[slot], pieces.Edges);
            AssertNear(expected.Means[slot], pieces.Means);
        }

        var columns = new float[encoded.Columns.Count];
        foreach (var (row, values) in expected.Rows.Zip(expected.Encoded))
        {
            Assert.Equal(values.Length, columns.Length);
            encoded.CopyRow(row, columns);
            AssertNear(values.Select(x => (double)x), columns);
        }
    }

    private static TrainingSet Read(NumpyRows expected)
    {
        var lines = File.ReadAllLines(Path.Combine(SharedData.Folder("adult"), "train.csv"));
        var header = lines[0].Split(',');
        int[] places = [.. expected.Columns.Select(column => Array.IndexOf(header, column))];
        var rows = new TrainingSet(places.Length);
        for (var row = 0; row < lines.Length - 1; row++)
        {
            var values = lines[row + 1].Split(',');
            var features = rows.Add(target: 0, expected.IsWeighted ? 0.5f + (row % 4) : 1);
            for (var slot = 0; slot < places.Length; slot++)
                features[slot] = float.Parse(values[places[slot]], CultureInfo.InvariantCulture);
        }

        return rows;
    }

    // A few roundings of numbers below 3.
    private static void AssertNear(IEnumerable<double> expected, IEnumerable<float> actual) =>
        Assert.InRange(expected.Zip(actual, (e, a) => Math.Abs(e - a)).Max(), 0, 1e-6);
}
