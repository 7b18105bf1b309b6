namespace MlNetDl.Trainers;

/// <summary>
/// A linear function of the features in their own units: bias + sum of weight * feature. In regression it is the predicted
/// label; in multiclass classification there is one a class, and the classes' probabilities are the softmax of them all.
/// </summary>
public sealed class LinearCoefficients
{
    internal LinearCoefficients(string? className, double bias, IReadOnlyList<LinearWeight> weights)
    {
        ClassName = className;
        Bias = bias;
        Weights = weights;
    }

    /// <summary>The class, by its key's value or, without one, its number from 1; null in regression.</summary>
    public string? ClassName { get; }

    /// <summary>The value where all features are 0; in regression in the label's units.</summary>
    public double Bias { get; }

    /// <summary>The weights in the order of the slots.</summary>
    public IReadOnlyList<LinearWeight> Weights { get; }

    /// <summary>The weight of a feature.</summary>
    /// <param name="slotName">Its slot name.</param>
    /// <exception cref="KeyNotFoundException">No slot has this name.</exception>
    public double this[string slotName] => Weights.FirstOrDefault(weight => weight.SlotName == slotName)?.Weight
        ?? throw new KeyNotFoundException(
            $"No slot is named '{slotName}'. The slots are {string.Join(", ", Weights.Select(weight => $"'{weight.SlotName}'"))}.");
}
