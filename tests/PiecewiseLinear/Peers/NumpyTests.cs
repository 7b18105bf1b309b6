using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using MlNetDl.Transforms.PiecewiseLinear;
using Xunit;

namespace MlNetDl.Tests.PiecewiseLinear.Peers;

/// <summary>Edges and encoded columns against numpy 1.24.2's, which <c>numpy_pieces.py</c> wrote down.</summary>
public class NumpyTests
{
    private static readonly Lazy<NumpyTable[]> _tables =
        new(() => JsonLines.Read<NumpyTable>("tests/PiecewiseLinear/Peers/numpy_tables.jsonl.gz"));

    private static readonly Lazy<NumpyColumn[]> _columns =
        new(() => JsonLines.Read<NumpyColumn>("tests/PiecewiseLinear/Peers/numpy_columns.jsonl.gz"));

    private readonly MLContext _context = new();

    [SkippableTheory]
    [InlineData("adult", 6)]
    [InlineData("california-housing", 9)]
    [InlineData("diamonds", 7)]
    public void Every_column_of_numbers_of_real_tables_is_encoded_as_by_numpy(string table, int columns)
    {
        var all = _tables.Value.Where(column => column.Table == table).ToArray();
        Assert.Equal(columns, all.Length);
        var data = Read(Path.Combine(SharedData.Folder(table), "train.csv"), [.. all.Select(column => column.Column)]);

        var transformer = _context.Transforms
            .PiecewiseLinearEncoding([.. all.Select(column => new InputOutputColumnPair(column.Column))]).Fit(data);
        var encoded = transformer.Transform(data);

        foreach (var expected in all)
        {
            Assert.Equal(expected.Edges, transformer.GetEdges(expected.Column));
            var hasMissing = expected.Missing > 0;
            Assert.Equal(hasMissing, Encoding.SlotNames(encoded, expected.Column)[^1] == $"{expected.Column}_nan");
            var rows = Encoding.Encoded(encoded, expected.Column).Select(row => row.DenseValues().ToArray()).ToArray();
            var pieces = expected.Means.Length;
            Assert.Equal(hasMissing ? pieces + 1 : pieces, rows[0].Length);
            Assert.Equal(expected.Encoded, expected.Rows.Select(row => rows[row][..pieces]));
            for (var piece = 0; piece < pieces; piece++)
                Assert.Equal(expected.Means[piece], rows.Average(row => (double)row[piece]), 1e-9);
            Assert.Equal(expected.Missing, hasMissing ? rows.Count(row => row[^1] == 1) : 0);
        }
    }

    [Fact]
    public void Ties_tails_weights_and_extremes_are_encoded_as_by_numpy()
    {
        Assert.Equal(81, _columns.Value.Length);
        foreach (var expected in _columns.Value)
        {
            var data = _context.Data.LoadFromEnumerable(expected.Values.Select((value, i) => new Weighted
            {
                C = value,
                W = expected.Weights?[i] ?? 1,
            }));
            var transformer = _context.Transforms.PiecewiseLinearEncoding("c", options: new()
            {
                MaximumNumberOfPieces = expected.Pieces,
                MissingIndicator = MissingIndicator.Never,
                ExampleWeightColumnName = expected.Weights is null ? null : "w",
            }).Fit(data);

            AssertEqual($"{expected}: edges", expected.Edges, transformer.GetEdges("c"));
            var encoded = Encoding.Encoded(transformer.Transform(Encoding.Single(_context, expected.Probes)));
            foreach (var (probe, (row, actual)) in expected.Probes.Zip(expected.Encoded.Zip(encoded)))
                AssertEqual($"{expected}: {probe}", row, actual.DenseValues());
        }
    }

    [Fact]
    public void The_median_is_numpys_lower_one()
    {
        foreach (var expected in _columns.Value)
            AssertEqual($"{expected}", [expected.Median], [DistinctValues.Of(expected.Values, expected.Weights).Median]);
    }

    [Fact]
    public void What_a_trainer_learns_of_a_slot_is_the_same()
    {
        foreach (var expected in _columns.Value)
            AssertEqual($"{expected}", expected.Edges, PieceEdges.Learn(expected.Values, expected.Weights, expected.Pieces));
    }

    private static void AssertEqual(string what, IEnumerable<float> expected, IEnumerable<float> actual)
        => Assert.True(expected.SequenceEqual(actual), $"{what}: [{string.Join(' ', expected)}], not [{string.Join(' ', actual)}]");

    private IDataView Read(string path, string[] names)
    {
        var header = File.ReadLines(path).First().Split(',');
        return _context.Data.LoadFromTextFile(path, new TextLoader.Options
        {
            Columns = [.. names.Select(name => new TextLoader.Column(name, DataKind.Single, Array.IndexOf(header, name)))],
            Separators = [','],
            HasHeader = true,
            MissingRealsAsNaNs = true,
        });
    }

    private sealed class Weighted
    {
        [ColumnName("c")]
        public float C { get; set; }

        [ColumnName("w")]
        public float W { get; set; }
    }
}
