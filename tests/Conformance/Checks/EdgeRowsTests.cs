using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>Rows at the edge of what can be learned from: a model that gives numbers, or a refusal that says why.</summary>
public class EdgeRowsTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    public static TheoryData<string, EdgeRows> Cases
    {
        get
        {
            var cases = new TheoryData<string, EdgeRows>();
            foreach (var subject in Registry.List)
            {
                foreach (var edge in Enum.GetValues<EdgeRows>())
                    cases.Add(subject.Name, edge);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void They_are_learned_from_or_refused_with_the_reason(string name, EdgeRows edge)
    {
        var subject = Registry.Of(name);
        var data = subject.View(_mlContext, Rows(edge));

        if (subject.Refuses.TryGetValue(edge, out var words))
            Refusal.Assert($"{edge}", words, () => subject.Create(_mlContext).Fit(data));
        else
            AssertFinite(subject.Create(_mlContext).Fit(data).Transform(subject.Others(_mlContext)), subject);
    }

    [Theory]
    [MemberData(nameof(Registry.Trainers), MemberType = typeof(Registry))]
    public void A_single_feature_is_enough_and_rows_without_variation_in_it_too(string name)
    {
        var subject = Registry.Of(name);
        foreach (var constant in new[] { false, true })
        {
            var rows = SampleTable.Training().Select(row => row.With(row => row.Features = [constant ? 1e6f : row.Features[1]]));

            var transformer = subject.Create(_mlContext).Fit(subject.View(_mlContext, rows, features: 1));

            // With values that training never saw, too.
            AssertFinite(transformer.Transform(subject.View(_mlContext,
                SampleTable.Others().Select(row => row.With(row => row.Features = [row.Number * -3e6f])), features: 1)), subject);
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void No_rows_are_transformed_to_no_rows_of_the_same_schema(string name)
    {
        var subject = Registry.Of(name);
        var transformer = subject.Fit(_mlContext);

        var none = transformer.Transform(subject.View(_mlContext, []));

        Assert.Empty(RowLines.Of(none));
        foreach (var cursor in none.GetRowCursorSet(none.Schema, 3))
        {
            using (cursor)
                Assert.False(cursor.MoveNext());
        }

        Assert.Equal(
            Support.SchemaText.Of(transformer.Transform(subject.Others(_mlContext)).Schema), Support.SchemaText.Of(none.Schema));
    }

    private static IEnumerable<SampleRow> Rows(EdgeRows edge)
    {
        var rows = SampleTable.Training();
        return edge switch
        {
            EdgeRows.None => [],
            EdgeRows.One => rows[1..2],
            EdgeRows.TwoAlike => rows[..2].Select(row => SampleTable.WithInputsOf(row, rows[1])),
            EdgeRows.ConstantInputs => rows.Select(row => SampleTable.WithInputsOf(row, rows[1])),
            EdgeRows.OneLabel => rows.Select(row => row.With(row => (row.Class, row.Flag, row.Value) = (1, true, 1e6f))),
            _ => rows.Select(SampleTable.WithoutLabel),
        };
    }

    private static void AssertFinite(IDataView view, ConformanceSubject subject)
    {
        foreach (var output in subject.Outputs.Keys.Select(output => view.Schema[output]))
        {
            if (output.Type == NumberDataViewType.Single)
                Assert.All(view.GetColumn<float>(output), value => Assert.True(float.IsFinite(value)));
            else if (output.Type is VectorDataViewType { ItemType: NumberDataViewType })
                Assert.All(view.GetColumn<float[]>(output).SelectMany(values => values), value => Assert.True(float.IsFinite(value)));
        }

        Assert.NotEmpty(RowLines.Of(view));
    }
}
