using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Onnx;

public class ExportedPiecesTests
{
    private readonly MLContext _context = new();

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(null)]
    public void Numbers_are_encoded_as_by_the_transformer_missing_and_infinite_ones_too(int? opSet)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 400).Select(_ => (random.NextSingle() - 0.5f) * 100)];
        float[] rows =
        [
            .. values, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, float.MaxValue, float.MinValue,
        ];
        foreach (var indicator in Enum.GetValues<MissingIndicator>())
            AssertEqual(Encoding.Single(_context, values), Encoding.Single(_context, rows), indicator, opSet);

        AssertEqual(Encoding.Single(_context, [.. values, float.NaN]), Encoding.Single(_context, rows), opSet: opSet);
    }

    [Fact]
    public void Slots_of_one_value_of_two_and_of_the_widest_range_are_so_too()
    {
        var rows = Encoding.Single(_context, 5, 4, 6, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, float.MaxValue, 1e38f);

        AssertEqual(Encoding.Single(_context, 5), rows);
        AssertEqual(Encoding.Single(_context, 5, float.NaN), rows);
        AssertEqual(Encoding.Single(_context, 4, 6), rows);
        AssertEqual(Encoding.Single(_context, float.MinValue, float.MaxValue), rows);
        AssertEqual(Encoding.Single(_context, 0, float.Epsilon, 1), rows);
    }

    [Fact]
    public void Vectors_are_so_too()
    {
        float[][] rows = [[1.5f, 2, 1], [float.NaN, 2, 3], [7, 3, 2], [2, 1, float.NaN], [-5, 50, float.PositiveInfinity]];

        AssertEqual(Encoding.Vectors(_context, rows[..3]), Encoding.Vectors(_context, rows));
    }

    [Fact]
    public void Numbers_of_other_types_are_so_too()
    {
        AssertEqual(Encoding.Column(_context, 0.1, 0.2, double.NaN, 3), Encoding.Column(_context, 0.15, 0.1, 1e300, -1e300, double.NaN, 1));
        AssertEqual(Encoding.Column(_context, -100_000_001, 2, 3_000_000), Encoding.Column(_context, 0, 1, int.MaxValue, int.MinValue));
        AssertEqual(Encoding.Column<byte>(_context, 1, 2, 200), Encoding.Column<byte>(_context, 0, 100, 255));
        AssertEqual(Encoding.Column(_context, long.MinValue, 2, long.MaxValue), Encoding.Column(_context, 0, 16777217, long.MaxValue / 3));
    }

    private void AssertEqual(
        IDataView training, IDataView rows, MissingIndicator indicator = MissingIndicator.WhenPresent, int? opSet = null)
        => Exported.Equal<float>(_context, _context.Transforms
            .PiecewiseLinearEncoding("c", options: new() { MissingIndicator = indicator }).Fit(training), rows, opSet: opSet);
}
