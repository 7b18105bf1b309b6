using Microsoft.ML;

namespace MlNetDl.Tests.Conformance;

/// <summary>Data that an estimator refuses.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Make">Makes the data from the right ones.</param>
/// <param name="Words">What the message has to say.</param>
/// <param name="BySchema">Whether the schema alone tells.</param>
internal sealed record WrongData(string Name, Func<MLContext, IDataView, IDataView> Make, string[] Words, bool BySchema = true);
