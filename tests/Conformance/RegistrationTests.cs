using Microsoft.ML;
using MlNetDl.Trainers;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.Conformance;

public class RegistrationTests
{
    [Fact]
    public void Every_public_estimator_is_registered()
    {
        var estimators = new[] { typeof(NaNAwareOneHotEncodingEstimator), typeof(MlpTrainer) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => type.IsClass && !type.IsAbstract && type.GetInterfaces().Any(IsEstimator))
            .ToArray();

        Assert.Contains(typeof(NaNAwareOneHotEncodingEstimator), estimators);
        Assert.Contains(typeof(MlpTrainer), estimators);
        Assert.Contains(typeof(LinearRegressionTrainer), estimators);
        // Add a class to tests/Conformance/Subjects for what is listed here: all checks then run over it.
        Assert.Empty(estimators.Except(Registry.List.Select(subject => subject.Estimator)).Select(type => type.Name));
    }

    private static bool IsEstimator(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEstimator<>);
}
