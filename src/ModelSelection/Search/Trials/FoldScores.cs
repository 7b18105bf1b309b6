using System.Text.Json.Serialization;

namespace MlNetDl.ModelSelection;

/// <summary>The scores of the rows that a fold left out.</summary>
/// <param name="Width">How many a row has: one, or, with several classes, one a class.</param>
/// <param name="Values">Row after row.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record FoldScores(int Width, IReadOnlyList<float> Values);
