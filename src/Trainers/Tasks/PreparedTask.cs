using Microsoft.ML.Runtime;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Metrics;
using MlNetDl.Trainers.Network;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers.Tasks;

/// <summary>A task that has seen its training rows.</summary>
/// <typeparam name="TModel">The model parameters.</typeparam>
/// <param name="Outputs">The number of outputs of the network.</param>
/// <param name="Loss">What is minimized.</param>
/// <param name="Measure">The metric of the validation rows.</param>
/// <param name="PrepareRows">Does to targets and weights of further rows what was done to those of the training rows.</param>
/// <param name="MakeModel">Makes the model of a fitted network.</param>
internal sealed record PreparedTask<TModel>(
    int Outputs,
    ILoss Loss,
    IValidationMeasure Measure,
    Action<TrainingSet> PrepareRows,
    Func<IHost, FittedNetwork, TrainingHistory, TModel> MakeModel);
