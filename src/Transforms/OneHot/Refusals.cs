namespace MlNetDl.Transforms.OneHot;

/// <summary>What is said of values that cannot be encoded.</summary>
internal static class Refusals
{
    private const int LongestText = 100;

    public static InvalidOperationException Unseen(string where, string value)
    {
        var shown = value.Length <= LongestText ? value : $"{value.AsSpan(0, LongestText)}... ({value.Length} characters)";
        return new InvalidOperationException($"{InputColumns.Encoding}: {where} holds '{shown}', which is none of its "
            + $"categories. Correct the data, fit on data that has it, or set {nameof(UnseenValues)} to something else than "
            + $"{nameof(UnseenValues.Error)}.");
    }

    public static InvalidOperationException TooMany(string where, long categories, int limit, long values)
        => new(FormattableString.Invariant($"{InputColumns.Encoding}: {where} has at least {categories} categories among its ")
            + FormattableString.Invariant($"first {values} values; CategoryLimit is {limit}. Leave the column out if it names rows. ")
            + "Otherwise raise CategoryLimit, let rare values share a slot by MinimumCount, MinimumFraction or "
            + "MaximumNumberOfCategories, or list those that matter in Categories.");

    public static InvalidOperationException TooManyKeys(string column, long keys, int limit)
        => new(FormattableString.Invariant($"{InputColumns.Encoding}: input column '{column}' has {keys} keys, each a category; ")
            + FormattableString.Invariant($"CategoryLimit is {limit}. Leave the column out if it names rows. Otherwise raise ")
            + "CategoryLimit, or list those that matter in Categories.");

    public static InvalidOperationException NoSlots(string column)
        => new($"{InputColumns.Encoding}: input column '{column}' is left without a slot: training showed no more than one value, and "
            + $"{nameof(MissingCategory)} and DropFirst leave none. Leave the column out, or have {nameof(MissingCategory)} "
            + $"{nameof(MissingCategory.Always)}.");

    public static InvalidOperationException TooWide(string column, long width)
        => new(FormattableString.Invariant($"{InputColumns.Encoding}: input column '{column}' would be encoded as a vector of {width} ")
            + FormattableString.Invariant($"slots; a vector has at most {Array.MaxLength}. Let rare values share a slot by MinimumCount, ")
            + "MinimumFraction or MaximumNumberOfCategories.");
}
