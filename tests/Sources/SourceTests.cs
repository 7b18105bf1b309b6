using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>
/// The same tables from each source that ML.NET reads: they train the model that a text file of them trains, to the bit.
/// </summary>
public abstract class SourceTests : IDisposable
{
    private const int Houses = 600;

    private protected MLContext Context { get; } = new(seed: 1);

    private protected TempFolder Folder { get; } = new();

    [SkippableFact]
    public void Penguins_train_the_model_that_a_text_file_of_them_trains() => TrainsAlike(
        new CsvTable<Penguin>(PenguinsCsv.FullPath), PenguinPipeline.EndingIn(Context, new MlpTrainer(Context, Options("Label"))));

    [SkippableFact]
    public void Houses_train_the_model_that_a_text_file_of_them_trains()
    {
        var file = Path.Combine(SharedData.Folder("california-housing"), "train.csv");
        var head = Folder.Write("houses.csv", string.Join('\n', File.ReadLines(file).Take(Houses + 1)));

        TrainsAlike(new CsvTable<House>(head), House.EndingIn(Context, new MlpTrainer(Context, Options(nameof(House.Value)))));
    }

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts a table into the source, and reads it.</summary>
    private protected abstract IDataView Load<TRow>(CsvTable<TRow> table)
        where TRow : class, new();

    /// <summary>Holds an encoding to see missing values in the second row and nowhere in the first, whatever the column.</summary>
    private protected void SecondRowIsMissing(IDataView data)
    {
        foreach (var column in data.Schema)
        {
            var encoding = Context.Transforms.Categorical.NaNAwareOneHotEncoding("encoded", column.Name).Fit(data);
            Assert.Equal([[1, 0], [0, 1]], encoding.Transform(data).GetColumn<float[]>("encoded"));
        }
    }

    private void TrainsAlike<TRow>(CsvTable<TRow> table, IEstimator<ITransformer> pipeline)
        where TRow : class, new()
    {
        var text = table.Load(Context);
        var data = Load(table);
        Assert.Contains(null, table.Rows.SelectMany(row => row));

        var expected = pipeline.Fit(text);
        var model = pipeline.Fit(data);

        Assert.Equal(Weights(expected), Weights(model));
        Assert.Equal(VisibleColumns.Lines(expected.Transform(text)), VisibleColumns.Lines(model.Transform(data)));
        Assert.Equal(VisibleColumns.Lines(expected.Transform(text)), VisibleColumns.Lines(model.Transform(text)));
    }

    private static MlpTrainer.Options Options(string label) => new()
    {
        LabelColumnName = label,
        HiddenLayers = [8],
        NumberOfEpochs = 5,
        Members = 2,
        NumericEncoding = NumericEncoding.PiecewiseLinear,
        AutoRegularization = AutoRegularization.Off,
        Seed = 1,
    };

    private static string[] Weights(ITransformer model)
        => Bits.OfWeights(Assert.Single(((IEnumerable<ITransformer>)model).OfType<INetworkTransformer>()));
}
