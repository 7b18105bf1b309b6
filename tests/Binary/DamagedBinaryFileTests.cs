using Microsoft.ML;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Binary;

public class DamagedBinaryFileTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly ModelEntry _model;

    public DamagedBinaryFileTests() => _model = ModelEntry.Read(SavedModel.Bytes(_mlContext, Slopes.Binary(_mlContext)), "DLBIMODL");

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        for (var length = _model.BodyStart; length < _model.Bytes.Length; length += 97)
            Assert.IsType<FormatException>(Assert.ThrowsAny<Exception>(() => Load(_model.CutTo(length))).GetBaseException());
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_make_a_model_that_scores()
    {
        var data = Slopes.Data(_mlContext, 3);
        // The header before the body, and the tail behind, are ML.NET's; the header has the body's length at 0x18.
        var end = _model.BodyStart + (int)BitConverter.ToInt64(_model.Bytes, 0x18);
        var random = new Random(1);
        var (accepted, refused) = (0, 0);
        for (var trial = 0; trial < 150; trial++)
        {
            var position = random.Next(_model.BodyStart, end);
            var file = _model.With(position, [(byte)random.Next(256)]);
            try
            {
                Assert.Equal(3, ScoreColumn.Of(Load(file).Transform(data)).Length);
                accepted++;
            }
            catch (Exception e) when (e.GetBaseException() is FormatException)
            {
                refused++;
            }
        }

        Assert.InRange(accepted, 10, 149);
        Assert.InRange(refused, 1, 140);
    }

    private BinaryNetworkTransformer Load(byte[] file) =>
        Assert.IsType<BinaryNetworkTransformer>(_mlContext.Model.Load(new MemoryStream(file), out _));
}
