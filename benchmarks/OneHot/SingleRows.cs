using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetDl.Benchmarks.OneHot;

/// <summary>Rows encoded one at a time, as a service does it, by a prediction engine.</summary>
internal static class SingleRows
{
    private const int Rows = 200_000;

    /// <summary>The microseconds that each model takes for a row, as medians over the rounds.</summary>
    public static double[] Time(MLContext mlContext, ReadOnlyMemory<char>[] texts, ITransformer[] models, int rounds)
    {
        var people = Array.ConvertAll(texts, text => new Person { Text = text.ToString() });
        var engines = Array.ConvertAll(models, model => mlContext.Model.CreatePredictionEngine<Person, Encoded>(model));
        var laps = Array.ConvertAll(models, _ => new Laps());

        // The first round is the warm-up.
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < engines.Length; i++)
                (round == 0 ? new Laps() : laps[i]).Time(() => Predict(engines[i], people));
        }

        return Array.ConvertAll(laps, lap => 1e6 * lap.Median / Rows);
    }

    private static void Predict(PredictionEngine<Person, Encoded> engine, Person[] people)
    {
        var encoded = new Encoded();
        for (var row = 0; row < Rows; row++)
            engine.Predict(people[row % people.Length], ref encoded);
    }

    internal sealed class Person
    {
        [ColumnName(Columns.OneText)]
        public string Text { get; set; } = "";
    }

    internal sealed class Encoded
    {
        [ColumnName(Columns.OneText)]
        public VBuffer<float> Vector { get; set; }
    }
}
