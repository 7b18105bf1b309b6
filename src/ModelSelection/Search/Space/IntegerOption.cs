using System.Text.Json;

namespace MlNetDl.ModelSelection.Search;

/// <summary>A whole number, both ends included, each as likely as the other or as its share of the logarithmic range.</summary>
internal sealed class IntegerOption(string name, int minimum, int maximum, bool isLogarithmic, IReadOnlyList<Condition> conditions)
    : SearchedOption(name, conditions)
{
    public override long? Count => 1L + maximum - minimum;

    public override JsonElement At(double quantile)
    {
        // The integer k has the range from k to k + 1.
        var end = 1.0 + maximum;
        var value = isLogarithmic
            ? Math.Exp(Math.Log(minimum) + (quantile * (Math.Log(end) - Math.Log(minimum))))
            : minimum + (quantile * (end - minimum));
        return PlainJson.Element((int)Math.Clamp(Math.Floor(value), minimum, maximum));
    }

    public override IEnumerable<JsonElement> Grid(int pointsPerRange)
    {
        if (Count <= pointsPerRange)
            return Enumerable.Range(0, (int)Count).Select(offset => PlainJson.Element(minimum + offset));
        if (pointsPerRange == 1)
            return [At(0.5)];
        return Enumerable.Range(0, pointsPerRange)
            .Select(point => Between((double)point / (pointsPerRange - 1)))
            .Distinct()
            .Select(PlainJson.Element);
    }

    public override bool Allows(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= minimum && number <= maximum;

    public override string Describe() =>
        Invariant($"{(isLogarithmic ? "log-uniform " : "")}integer from {minimum} to {maximum}");

    private int Between(double share) => (int)Math.Round(isLogarithmic
        ? Math.Exp(Math.Log(minimum) + (share * (Math.Log(maximum) - Math.Log(minimum))))
        : minimum + (share * ((double)maximum - minimum)));
}
