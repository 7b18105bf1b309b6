using Microsoft.ML;
using MlNetDl.Benchmarks.Serving;
using MlNetDl.Samples.Penguins;
using MlNetDl.Tests.Samples;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Service;

public class SharedModelTests
{
    // Longer: dotnet run -c Release --project benchmarks -- soak --seconds 60
    [Fact]
    public void A_loaded_model_used_by_8_threads_for_ten_seconds_gives_what_it_gives_to_one()
    {
        var mlContext = new MLContext(seed: 1);
        var data = mlContext.Data.Cache(PenguinPipeline.Load(mlContext, PenguinsCsv.FullPath));
        var model = SavedModel.Reloaded(mlContext, PenguinPipeline.EndingIn(mlContext, new MlpTrainer(mlContext, new MlpTrainer.Options
        {
            HiddenLayers = [17],
            NumberOfEpochs = 5,
            Members = 2,
            NumericEncoding = NumericEncoding.PiecewiseLinear,
            AutoRegularization = AutoRegularization.Off,
            Seed = 1,
        })).Fit(data), data.Schema);
        var soak = new ModelSoak(mlContext, model, data);

        soak.Run(threads: 8, TimeSpan.FromSeconds(10));

        Assert.Equal(0, soak.Differences);
        Assert.True(soak.Predictions > 8 * 344 && soak.BulkRows > 344, $"{soak.Predictions} and {soak.BulkRows} rows in bulk");
    }
}
