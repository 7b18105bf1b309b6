using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Regression;

/// <summary>
/// The part of a regression model's file that no other model has, the scaling of the label: offset and scale, the last 8 bytes.
/// </summary>
public class DamagedRegressionFileTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly ModelEntry _model;

    public DamagedRegressionFileTests() =>
        _model = ModelEntry.Read(SavedModel.Bytes(_mlContext, Slopes.Regression(_mlContext)), "DLREMODL");

    [Theory]
    [InlineData(-8, float.NaN)]
    [InlineData(-8, float.PositiveInfinity)]
    [InlineData(-4, float.NaN)]
    [InlineData(-4, float.PositiveInfinity)]
    [InlineData(-4, 0)]
    [InlineData(-4, -1)]
    public void A_scaling_that_cannot_be_is_refused(int fromEnd, float value) =>
        Assert.Equal(
            "The scaling of the label in the model file must be finite numbers.",
            Cause(_model.With(End + fromEnd, BitConverter.GetBytes(value))));

    [Fact]
    public void A_scaling_that_can_be_is_what_scores_are_made_with()
    {
        // Twice the scale, and scores are twice as far from the offset.
        var data = Slopes.Data(_mlContext, 10);
        var offset = BitConverter.ToSingle(_model.Bytes, End - 8);
        var scale = BitConverter.ToSingle(_model.Bytes, End - 4);
        var doubled = _mlContext.Model.Load(new MemoryStream(_model.With(End - 4, BitConverter.GetBytes(2 * scale))), out _);

        var scores = ScoreColumn.Of(Slopes.Regression(_mlContext).Transform(data));

        ScoreColumn.AssertNear(
            [.. scores.Select(score => new[] { offset + (2 * (score[0] - offset)) })], ScoreColumn.Of(doubled.Transform(data)), 1e-5f);
    }

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        for (var length = _model.BodyStart; length < _model.Bytes.Length; length += 97)
        {
            var file = _model.CutTo(length);
            var error = Assert.ThrowsAny<Exception>(() => _mlContext.Model.Load(new MemoryStream(file), out _));
            Assert.IsType<FormatException>(error.GetBaseException());
        }
    }

    /// <summary>Where the body ends, and ML.NET's own tail follows; its header has the body's length at 0x18.</summary>
    private int End => _model.BodyStart + (int)BitConverter.ToInt64(_model.Bytes, 0x18);

    private string Cause(byte[] file) => Assert.IsType<FormatException>(
        Assert.Throws<InvalidOperationException>(() => _mlContext.Model.Load(new MemoryStream(file), out _)).GetBaseException()).Message;
}
