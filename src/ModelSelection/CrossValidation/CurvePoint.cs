namespace MlNetDl.ModelSelection;

/// <summary>A point of a curve: a metric over folds at one setting.</summary>
/// <typeparam name="TSetting">What is varied.</typeparam>
/// <param name="Setting">The setting: the number of training rows in a learning curve, an option's value in a validation curve.</param>
/// <param name="Test">The metric on the rows the models have not seen.</param>
/// <param name="Training">The metric on the rows they were trained on; null, where it was not asked for.</param>
public sealed record CurvePoint<TSetting>(TSetting Setting, MetricSummary Test, MetricSummary? Training);
