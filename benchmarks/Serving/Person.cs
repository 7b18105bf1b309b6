using Microsoft.ML.Data;

namespace MlNetDl.Benchmarks.Serving;

/// <summary>A row of adult, as a service is asked about it.</summary>
internal sealed class Person
{
    [ColumnName("age")]
    public float Age { get; set; }

    [ColumnName("workclass")]
    public string Workclass { get; set; } = "";

    [ColumnName("fnlwgt")]
    public float Weight { get; set; }

    [ColumnName("education")]
    public string Education { get; set; } = "";

    [ColumnName("education-num")]
    public float YearsOfEducation { get; set; }

    [ColumnName("marital-status")]
    public string MaritalStatus { get; set; } = "";

    [ColumnName("occupation")]
    public string Occupation { get; set; } = "";

    [ColumnName("relationship")]
    public string Relationship { get; set; } = "";

    [ColumnName("ethnicity")]
    public string Ethnicity { get; set; } = "";

    [ColumnName("sex")]
    public string Sex { get; set; } = "";

    [ColumnName("capital-gain")]
    public float CapitalGain { get; set; }

    [ColumnName("capital-loss")]
    public float CapitalLoss { get; set; }

    [ColumnName("hours-per-week")]
    public float Hours { get; set; }

    [ColumnName("native-country")]
    public string Country { get; set; } = "";
}

/// <summary>What the service answers.</summary>
internal sealed class Income
{
    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }
}
