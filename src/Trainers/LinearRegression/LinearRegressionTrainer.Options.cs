namespace MlNetDl.Trainers;

public sealed partial class LinearRegressionTrainer
{
    /// <summary>The options of linear regression.</summary>
    /// <inheritdoc cref="NetworkTrainerOptions" path="/remarks"/>
    public sealed class Options : NetworkTrainerOptions
    {
        /// <summary>Makes options with the defaults.</summary>
        public Options()
        {
            WeightDecay = 0;
            LearningRate = 0.03f;
        }
    }
}
