using Microsoft.ML.Data;

namespace MlNetDl.Samples.Census;

/// <summary>The columns of UCI's Adult data.</summary>
internal static class CensusColumns
{
    public const string Label = "over-50k";

    public static readonly TextLoader.Column[] All = [
        new("age", DataKind.Single, 0),
        new("workclass", DataKind.String, 1),
        new("fnlwgt", DataKind.Single, 2),
        new("education", DataKind.String, 3),
        new("education-num", DataKind.Single, 4),
        new("marital-status", DataKind.String, 5),
        new("occupation", DataKind.String, 6),
        new("relationship", DataKind.String, 7),
        new("ethnicity", DataKind.String, 8),
        new("sex", DataKind.String, 9),
        new("capital-gain", DataKind.Single, 10),
        new("capital-loss", DataKind.Single, 11),
        new("hours-per-week", DataKind.Single, 12),
        new("native-country", DataKind.String, 13),
        // 0 and 1, read as false and true: a Boolean label is what makes the task a binary one.
        new(Label, DataKind.Boolean, 14),
    ];
}
