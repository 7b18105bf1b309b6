using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Transforms;
using Xunit;

namespace MlNetDl.Tests.OneHot.Peers;

/// <summary>
/// Adult's test rows with the categories of its training rows, against scikit-learn 1.2.1's <c>OneHotEncoder</c>;
/// <c>sklearn_adult.py</c> asked it.
/// </summary>
public class SklearnAdultTests
{
    private static readonly Lazy<ILookup<(string, string), SklearnEncoding>> _encodings =
        new(() => SklearnEncoding.ReadAll().ToLookup(encoding => (encoding.Column, encoding.Type)));

    private readonly MLContext _context = new();

    [SkippableTheory]
    [InlineData("workclass", 1, DataKind.String)]
    [InlineData("education", 3, DataKind.String)]
    [InlineData("marital-status", 5, DataKind.String)]
    [InlineData("occupation", 6, DataKind.String)]
    [InlineData("relationship", 7, DataKind.String)]
    [InlineData("ethnicity", 8, DataKind.String)]
    [InlineData("sex", 9, DataKind.String)]
    [InlineData("native-country", 13, DataKind.String)]
    [InlineData("age", 0, DataKind.Int32)]
    [InlineData("age", 0, DataKind.Single)]
    [InlineData("education-num", 4, DataKind.Int32)]
    [InlineData("education-num", 4, DataKind.Single)]
    [InlineData("hours-per-week", 12, DataKind.Int32)]
    [InlineData("hours-per-week", 12, DataKind.Single)]
    public void Test_rows_are_encoded_as_scikit_learn_does_whatever_the_limits(string name, int index, DataKind type)
    {
        var train = Read("train.csv", name, index, type);
        var test = Read("test.csv", name, index, type);
        var encodings = _encodings.Value[(name, type.ToString())];
        Assert.InRange(encodings.Count(), 150, 250);

        var differences = encodings.SelectMany(expected => Differences(expected, train, test)).ToArray();

        Assert.True(differences.Length == 0, $"{differences.Length} differences:\n" + string.Join('\n', differences.Take(20)));
    }

    private IDataView Read(string file, string name, int index, DataKind type)
        => _context.Data.Cache(_context.Data.LoadFromTextFile(
            Path.Combine(SharedData.Folder("adult"), file), [new(name, type, index)], separatorChar: ',', hasHeader: true));

    private IEnumerable<string> Differences(SklearnEncoding expected, IDataView train, IDataView test)
    {
        var column = expected.Column;
        var transformer = _context.Transforms.Categorical.NaNAwareOneHotEncoding(column, options: expected.Options)
            .Fit(expected.FitRows is { } count ? _context.Data.TakeRows(train, count) : train);
        var encoded = transformer.Transform(test);

        var names = Encoding.SlotNames(encoded, column);
        if (!names.SequenceEqual(expected.Names))
        {
            yield return $"{expected}: names [{string.Join(" | ", expected.Names)}], not [{string.Join(" | ", names)}]";
            yield break;
        }

        var infrequent = transformer.GetCategories(column).SingleOrDefault(category => category.Role == CategoryRole.Infrequent);
        string[] members = infrequent is null ? [] : [.. infrequent.Members.Select(member => $"{member.Value}")];
        if (!members.SequenceEqual(expected.Infrequent))
            yield return $"{expected}: infrequent [{string.Join(" | ", expected.Infrequent)}], not [{string.Join(" | ", members)}]";

        int[] slots = [.. encoded.GetColumn<VBuffer<float>>(column).Select(vector => HotSlot(vector))];
        var ones = new int[names.Length];
        foreach (var slot in slots.Where(slot => slot >= 0))
            ones[slot]++;

        if (!ones.SequenceEqual(expected.Ones))
            yield return $"{expected}: ones in each slot [{string.Join(", ", expected.Ones)}], not [{string.Join(", ", ones)}]";
        else if (Hash(slots) != expected.Hash)
            yield return $"{expected}: the slots have the right numbers of ones, but in other rows";
    }

    /// <summary>The slot that is 1, or -1; all others must be 0.</summary>
    private static int HotSlot(in VBuffer<float> vector)
    {
        var hot = -1;
        var values = vector.GetValues();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == 0)
                continue;

            Assert.True(hot < 0 && values[i] == 1);
            hot = vector.IsDense ? i : vector.GetIndices()[i];
        }

        return hot;
    }

    /// <summary>The script's <c>slot_hash</c>.</summary>
    private static string Hash(int[] slots)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var slot in slots)
            hash = unchecked((hash ^ (ulong)(slot + 1)) * 0x100000001B3);

        return $"{hash:x16}";
    }
}
