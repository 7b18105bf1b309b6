using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Conformance.Checks;

/// <summary>Wrong data are refused as early as can be, by a message that names what is wrong.</summary>
public class WrongDataTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Data_that_cannot_be_learned_from_are_refused_by_the_schema_if_it_tells_and_by_Fit(string name)
    {
        var subject = Registry.Of(name);

        Assert.NotEmpty(subject.Wrong);
        foreach (var wrong in subject.Wrong)
        {
            var view = wrong.Of(_mlContext, subject, SampleTable.Training());
            if (wrong.IsToldBySchema)
                Refusal.Assert(wrong.Name, wrong.Words, () => subject.Create(_mlContext).GetOutputSchema(Encoding.Shape(view.Schema)));
            Refusal.Assert(wrong.Name, wrong.Words, () => subject.Create(_mlContext).Fit(view));
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void A_fitted_transformer_refuses_data_without_its_inputs_or_with_others_in_their_place(string name)
    {
        var subject = Registry.Of(name);
        var data = subject.Others(_mlContext);
        var fitted = subject.Fit(_mlContext);

        foreach (var transformer in new[] { fitted, SavedModel.Reloaded(_mlContext, fitted, data.Schema) })
        {
            foreach (var wrong in subject.Inputs.SelectMany(WrongInputs))
            {
                var view = wrong.Of(_mlContext, subject, SampleTable.Others());
                Refusal.Assert(wrong.Name, wrong.Words, () => transformer.GetOutputSchema(view.Schema));
                Refusal.Assert(wrong.Name, wrong.Words, () => transformer.Transform(view));
                Refusal.Assert(wrong.Name, wrong.Words, () => transformer.GetRowToRowMapper(view.Schema));
            }
        }

        // Not there, of a type that is not read, of no size or another, or a vector in place of a scalar or the reverse.
        IEnumerable<WrongData> WrongInputs(string input)
        {
            string[] others = data.Schema[input].Type is VectorDataViewType ? ["Date", "Open", "Single"] : ["Date", "Open"];
            return others.Concat(["Singles", "Features"]).Where(column => column != input)
                .Select(column => WrongData.Replaced(input, column)).Prepend(WrongData.Without(input));
        }
    }

    [Theory]
    [MemberData(nameof(Registry.WithNamedSlots), MemberType = typeof(Registry))]
    public void So_it_does_with_slots_that_stand_in_another_order(string name)
    {
        var subject = Registry.Of(name);
        var fitted = subject.Fit(_mlContext);
        var reversed = SampleTable.Reversed(_mlContext, SampleTable.Others());

        foreach (var transformer in new[] { fitted, SavedModel.Reloaded(_mlContext, fitted, reversed.Schema) })
        {
            Refusal.Assert("another order", ["slot", "order"], () => transformer.GetOutputSchema(reversed.Schema));
            Refusal.Assert("another order", ["slot", "order"], () => transformer.Transform(reversed));
            Refusal.Assert("another order", ["slot", "order"], () => transformer.GetRowToRowMapper(reversed.Schema));
        }
    }

    [Theory]
    [MemberData(nameof(Registry.All), MemberType = typeof(Registry))]
    public void Null_is_refused_as_such(string name)
    {
        var subject = Registry.Of(name);
        var estimator = subject.Create(_mlContext);
        var transformer = subject.Fit(_mlContext);

        Assert.Throws<ArgumentNullException>(() => estimator.Fit(null!));
        Assert.Throws<ArgumentNullException>(() => estimator.GetOutputSchema(null!));
        Assert.Throws<ArgumentNullException>(() => transformer.Transform(null!));
        Assert.Throws<ArgumentNullException>(() => transformer.GetOutputSchema(null!));
        Assert.Throws<ArgumentNullException>(() => transformer.GetRowToRowMapper(null!));
    }
}
