namespace MlNetDl.Samples.Service;

/// <summary>What a model takes and gives.</summary>
/// <param name="Version">The model's version.</param>
/// <param name="Fields">What a row must have.</param>
/// <param name="Ignored">What a row may have: columns of the training data that no prediction depends on, such as the label.</param>
/// <param name="Classes">The names of the classes, where there are some.</param>
internal sealed record ModelDescription(
    string Version, IReadOnlyList<FieldDescription> Fields, IReadOnlyList<string> Ignored, IReadOnlyList<string>? Classes);

/// <summary>A field of a row.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Type">What is accepted.</param>
/// <param name="Length">The length of the array, 0 for any; absent for a single value.</param>
/// <param name="Nullable">Whether null is a missing value; where it is not, there is none.</param>
internal sealed record FieldDescription(string Name, string Type, int? Length, bool Nullable);
