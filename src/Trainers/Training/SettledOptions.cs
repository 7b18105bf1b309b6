using MlNetDl.Trainers.Network;

namespace MlNetDl.Trainers.Training;

/// <summary>What a fit puts down in its history of how it was trained.</summary>
internal static class SettledOptions
{
    /// <param name="settings">How the network was trained.</param>
    /// <param name="architecture">The network.</param>
    /// <param name="isSearched">Whether folds chose the regularization.</param>
    /// <param name="validationFraction">The share of the rows that was split off to validate on, if any.</param>
    public static ResolvedOptions Of(
        TrainingSettings settings, NetworkArchitecture architecture, bool isSearched, float? validationFraction)
    {
        LayerSpec[] hidden = [.. architecture.Layers.SkipLast(1)];
        return new ResolvedOptions
        {
            HiddenLayers = [.. hidden.Select(layer => layer.Units)],
            Activation = architecture.Layers[0].Activation,
            Members = architecture.Members,
            NumericEncoding = architecture.Columns.Pieces.IsEmpty ? NumericEncoding.Standardize : NumericEncoding.PiecewiseLinear,
            AutoRegularization = isSearched ? AutoRegularization.On : AutoRegularization.Off,
            WeightDecay = settings.WeightDecay,
            WeightDecayForm = settings.WeightDecayForm,
            Dropout = [.. hidden.Select(layer => layer.Dropout)],
            Optimizer = settings.Optimizer,
            LearningRate = settings.LearningRate,
            LearningRateSchedule = settings.LearningRateSchedule,
            BatchSize = settings.BatchSize,
            NumberOfEpochs = settings.NumberOfEpochs,
            Seed = settings.Seed,
            ValidationFraction = validationFraction,
        };
    }
}
