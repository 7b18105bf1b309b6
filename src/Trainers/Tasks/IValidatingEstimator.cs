using Microsoft.ML;

namespace MlNetDl.Trainers.Tasks;

/// <summary>An estimator that can also be given validation rows.</summary>
/// <typeparam name="TTransformer">The fitted transformer.</typeparam>
internal interface IValidatingEstimator<out TTransformer> : IEstimator<TTransformer>
    where TTransformer : ITransformer
{
    TTransformer Fit(IDataView trainData, IDataView validationData);
}
