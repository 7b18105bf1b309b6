using System.Globalization;
using System.Text.Json;

namespace MlNetDl.ModelSelection.Search;

/// <summary>A real number, uniform in itself or in its logarithm.</summary>
internal sealed class RealOption(string name, double minimum, double maximum, bool isLogarithmic, IReadOnlyList<Condition> conditions)
    : SearchedOption(name, conditions)
{
    public override long? Count => minimum == maximum ? 1 : null;

    public override JsonElement At(double quantile)
    {
        var value = isLogarithmic
            ? Math.Exp(Math.Log(minimum) + (quantile * (Math.Log(maximum) - Math.Log(minimum))))
            : (minimum * (1 - quantile)) + (maximum * quantile);
        // The last digits of a logarithm depend on the platform, and a value of nine digits can be read and typed.
        var rounded = double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return PlainJson.Element(Math.Clamp(rounded, minimum, maximum));
    }

    public override IEnumerable<JsonElement> Grid(int pointsPerRange) => minimum == maximum || pointsPerRange == 1
        ? [At(minimum == maximum ? 0 : 0.5)]
        : Enumerable.Range(0, pointsPerRange).Select(point => At((double)point / (pointsPerRange - 1)));

    public override bool Allows(JsonElement value) => false;

    public override string Describe() => Invariant($"{(isLogarithmic ? "log-uniform" : "uniform")} from {minimum:R} to {maximum:R}");
}
