using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Options;

public class OptionEffectsTests
{
    public static TheoryData<string, string> Registered
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var effect in OptionEffects.All)
            {
                foreach (var trainer in effect.Trainers)
                    data.Add(effect.ToString(), trainer);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Registered))]
    public void An_option_makes_the_difference_that_is_registered(string name, string trainer)
    {
        var effect = Assert.Single(OptionEffects.All, effect => effect.ToString() == name && effect.Trainers.Contains(trainer));

        var without = effect.OutcomeWithout(trainer);
        Assert.Equal(without, effect.OutcomeWithout(trainer)); // else anything would make a difference
        var seen = new Dictionary<string, string> { [without] = "the option left as it is" };
        foreach (var (value, outcome) in effect.OutcomesWith(trainer))
        {
            Assert.False(
                seen.TryGetValue(outcome, out var same), $"{trainer} makes of {effect.Option} = {value} the same as of {same}: {outcome}");
            seen.Add(outcome, value);
        }

        Assert.True(seen.Count > 1, $"No values are registered for {name}.");
    }

    [Fact]
    public void Every_option_of_every_trainer_has_a_registered_effect()
    {
        var registered = OptionEffects.All
            .SelectMany(effect => effect.Trainers.Select(trainer => (trainer, effect.Option)))
            .ToHashSet();

        var unregistered = OptionTrainers.All.SelectMany(trainer => OptionTrainers.Settable(OptionTrainers.OptionsOf(trainer))
            .Where(option => !registered.Contains((trainer, option)) && !OptionEffects.WithoutUse(trainer).Contains(option))
            .Select(option => $"{option} of {trainer}"));

        Assert.True(!unregistered.Any(), $"Register in OptionEffects what these options change: {string.Join(", ", unregistered)}.");
    }

    [Fact]
    public void Every_class_of_options_has_a_trainer_in_the_registry()
    {
        Assert.Contains(typeof(MlpTrainer.Options), OptionTrainers.OptionsClasses);
        Assert.Equal(OptionTrainers.OptionsClasses.ToHashSet(), OptionTrainers.All.Select(OptionTrainers.OptionsOf).ToHashSet());
    }

    [Fact]
    public void No_option_is_both_registered_and_said_to_be_without_use() =>
        Assert.All(OptionTrainers.All, trainer => Assert.All(OptionEffects.WithoutUse(trainer), option =>
        {
            Assert.Contains(option, OptionTrainers.Settable(OptionTrainers.OptionsOf(trainer)));
            Assert.DoesNotContain(OptionEffects.All, effect => effect.Option == option && effect.Trainers.Contains(trainer));
        }));
}
