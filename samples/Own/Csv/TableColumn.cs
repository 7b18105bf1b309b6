using System.Globalization;

namespace MlNetDl.Samples.Own.Csv;

/// <summary>A column of a CSV and what its cells say about it: numbers if every cell that is there is one, otherwise text.</summary>
internal sealed class TableColumn
{
    // Above it, nearly every row would have a category of its own: a name, a number in a file, a time.
    private const double IdentifierShare = 0.9;
    // Every category is an input of the network.
    private const int MaximumCategories = 1000;

    public TableColumn(CsvTable table, int index)
    {
        Name = table.Names[index];
        Texts = table.Cells[index];
        Numbers = Array.ConvertAll(Texts, Parse);
        Missing = Texts.Count(text => text.Length == 0);

        var notNumbers = Enumerable.Range(0, Texts.Length).Where(row => Texts[row].Length > 0 && float.IsNaN(Numbers[row])).ToList();
        IsNumber = Present > 0 && notNumbers.Count == 0;
        Distinct = IsNumber ? Numbers.Where(float.IsFinite).Distinct().Count() : Texts.Where(text => text.Length > 0).Distinct().Count();
        if (notNumbers.Count > 0 && notNumbers.Count < Present / 2.0)
            Stray = (Texts[notNumbers[0]], table.Lines[notNumbers[0]]);
        LeftOut = WhyLeftOut();
    }

    public string Name { get; }

    public string[] Texts { get; }

    /// <summary>NaN where a cell is missing or no finite number.</summary>
    public float[] Numbers { get; }

    public bool IsNumber { get; }

    public int Missing { get; }

    public int Present => Texts.Length - Missing;

    /// <summary>How many different values there are, missing not counted.</summary>
    public int Distinct { get; }

    /// <summary>In a text column that is mostly numbers, the first cell that is none, and its line.</summary>
    public (string Text, int Line)? Stray { get; }

    /// <summary>Why nothing can be learned from the column; null where something can.</summary>
    public string? LeftOut { get; }

    // float.Parse in the invariant culture: 1.5 and 1e3, not 1,5. Infinity cannot be learned from.
    private static float Parse(string text)
        => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number)
            ? number
            : float.NaN;

    private string? WhyLeftOut()
    {
        if (Present == 0)
            return "all missing";
        if (Distinct == 1 && Missing == 0)
            return "constant";
        if (IsNumber)
            return CountsRows() ? "whole numbers that rise from row to row" : null;
        if (Distinct >= IdentifierShare * Present)
            return "text, and nearly every value is different";
        return Distinct > MaximumCategories ? $"text with more than {MaximumCategories} different values" : null;
    }

    // A running number; rows may be missing from it.
    private bool CountsRows()
        => Missing == 0 && Numbers.All(float.IsInteger) && Numbers.Zip(Numbers.Skip(1)).All(pair => pair.First < pair.Second);
}
