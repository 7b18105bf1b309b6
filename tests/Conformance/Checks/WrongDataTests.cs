using Microsoft.ML;
using MlNetDl.Tests.OneHot;
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
        var data = subject.Training(_mlContext);

        Assert.NotEmpty(subject.Wrong);
        foreach (var wrong in subject.Wrong)
        {
            var view = wrong.Make(_mlContext, data);
            if (wrong.BySchema)
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
        var transformer = subject.Fit(_mlContext);

        foreach (var input in subject.Inputs)
        {
            foreach (var wrong in new[] { WrongColumns.Without(input), WrongColumns.Replaced(input, nameof(SampleRow.Date)) })
            {
                var view = wrong.Make(_mlContext, data);
                Refusal.Assert(wrong.Name, wrong.Words, () => transformer.GetOutputSchema(view.Schema));
                Refusal.Assert(wrong.Name, wrong.Words, () => transformer.Transform(view));
                Refusal.Assert(wrong.Name, wrong.Words, () => transformer.GetRowToRowMapper(view.Schema));
            }
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
