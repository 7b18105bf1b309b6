namespace MlNetDl.Reports.Html.Results;

/// <summary>A metric of the test set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; NaN, where it is not defined.</param>
/// <param name="Meaning">What it tells, in a few words.</param>
internal sealed record Metric(string Name, double Value, string Meaning);
