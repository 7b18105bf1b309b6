namespace MlNetDl.Trainers;

/// <summary>What a linear model multiplies a feature by.</summary>
/// <param name="SlotName">The feature's slot name; its index from 0, where slots have no names.</param>
/// <param name="Weight">The weight, a unit of the feature: what the function grows by when the feature grows by 1.</param>
public sealed record LinearWeight(string SlotName, double Weight);
