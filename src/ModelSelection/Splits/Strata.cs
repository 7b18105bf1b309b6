namespace MlNetDl.ModelSelection.Splits;

/// <summary>The rows of each stratum. Splits depend on which rows are of one stratum, and on nothing else of the values.</summary>
internal static class Strata
{
    /// <summary>By the values of a column; rows without a value are the last stratum.</summary>
    public static int[][] Of(ValueCodes labels) => Of([.. labels.Codes.Select(code => code < 0 ? labels.Count : code)], labels.Count + 1);

    /// <summary>By quantile bins; rows without a value are the last stratum.</summary>
    /// <param name="values">The sorted values.</param>
    /// <param name="bins">The number of bins. Equal values are in one bin, so that some may be empty.</param>
    public static int[][] Of(SortedValues values, int bins)
    {
        var strata = new List<int>[bins + 1];
        for (var bin = 0; bin < bins; bin++)
            strata[bin] = [];
        strata[bins] = values.Missing;
        for (var place = 0; place < values.Order.Length; place++)
            strata[(int)((long)values.FirstEqual[place] * bins / values.Order.Length)].Add(values.Order[place]);

        // By place, so that a row's fold does not hang on how rows of its bin compare.
        return [.. strata.Select(rows => rows.Order().ToArray())];
    }

    private static int[][] Of(int[] codes, int count)
    {
        var sizes = new int[count];
        foreach (var code in codes)
            sizes[code]++;
        var strata = Array.ConvertAll(sizes, size => new int[size]);
        for (var row = codes.Length - 1; row >= 0; row--)
            strata[codes[row]][--sizes[codes[row]]] = row;
        return strata;
    }
}
