using Microsoft.ML;

namespace MlNetDl.Reports;

/// <summary>The options of <c>mlContext.Report</c>.</summary>
public sealed class ReportOptions
{
    /// <summary>The name of the label column, of the test set or made of it by the model.</summary>
    /// <remarks>Unit: none. Range: the name of a column. Default: <c>Label</c>. Source: ML.NET's evaluators.</remarks>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>The heading of the report.</summary>
    /// <remarks>Unit: none. Range: a text that is not empty. Default: <c>Training report</c>. Source: none.</remarks>
    public string Title { get; set; } = "Training report";

    /// <summary>The rows that the model was trained on: with them, the report has their profile and number too.</summary>
    /// <remarks>Unit: none. Range: any data, or null. Default: null, they are left out. Source: none.</remarks>
    public IDataView? TrainingSet { get; set; }

    /// <summary>On how many rows of the test set, at most, the importance of columns is measured; they are drawn at random.</summary>
    /// <remarks>
    /// Unit: rows. Range: at least 0; with 0 it is not measured. Default: 5,000, with which the report of a table of 14 columns takes seconds.
    /// Source: measured, docs/reports.md.
    /// </remarks>
    public int ImportanceRows { get; set; } = 5_000;

    /// <summary>How many rows of a set, at most, its profile is of: the first ones, fewer where there are very many columns.</summary>
    /// <remarks>Unit: rows. Range: at least 1. Default: 100,000. Source: docs/reports.md.</remarks>
    public int ProfileRows { get; set; } = 100_000;

    /// <summary>The seed by which rows are drawn and columns are shuffled.</summary>
    /// <remarks>Unit: none. Range: any whole number. Default: 1, so that the same input gives the same report. Source: none.</remarks>
    public int Seed { get; set; } = 1;

    /// <summary>What tells the date of the report.</summary>
    /// <remarks>Unit: none. Range: any clock. Default: the system's. Source: none.</remarks>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
