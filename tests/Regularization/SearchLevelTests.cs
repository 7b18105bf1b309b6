using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Regularization;
using Xunit;

namespace MlNetDl.Tests.Regularization;

public class SearchLevelTests
{
    private static readonly NetworkArchitecture _architecture =
        NetworkArchitecture.Mlp(4, [8, 6], Activation.ReLU, [0.5f, 0.25f], outputs: 3, inputDropout: 0.1f);

    [Fact]
    public void There_are_four_levels()
    {
        var levels = SearchLevel.All(_architecture, weightDecay: null, keepsDropout: false);

        Assert.Equal([(0.001f, 0), (0.003f, 0.1f), (0.01f, 0.2f), (0.03f, 0.2f)], levels.Select(level => (level.WeightDecay, level.Dropout)));
        Assert.Equal([0.2f, 0.2f, 0], levels[2].Architecture.Layers.Select(layer => layer.Dropout));
        Assert.All(levels, level => Assert.Equal(0.1f, level.Architecture.InputDropout));
    }

    [Fact]
    public void Weight_decay_that_is_set_stays_and_levels_that_become_equal_are_one() => Assert.Equal(
        [(0.5f, 0), (0.5f, 0.1f), (0.5f, 0.2f)],
        SearchLevel.All(_architecture, weightDecay: 0.5f, keepsDropout: false).Select(level => (level.WeightDecay, level.Dropout)));

    [Fact]
    public void Dropout_that_is_set_stays()
    {
        var levels = SearchLevel.All(_architecture, weightDecay: null, keepsDropout: true);

        Assert.Equal([0.001f, 0.003f, 0.01f, 0.03f], levels.Select(level => level.WeightDecay));
        Assert.All(levels, level => Assert.Equal([0.5f, 0.25f, 0], level.Architecture.Layers.Select(layer => layer.Dropout)));
        Assert.All(levels, level => Assert.Equal(0.5f, level.Dropout));
    }

    [Fact]
    public void Members_which_share_weights_share_the_penalty() => Assert.Equal(
        [0.00025f, 0.00075f, 0.0025f, 0.0075f],
        SearchLevel.All(_architecture with { Members = 4 }, weightDecay: null, keepsDropout: false).Select(level => level.WeightDecay));

    [Fact]
    public void Where_both_are_set_there_is_one_level() =>
        Assert.Single(SearchLevel.All(_architecture, weightDecay: 0, keepsDropout: true));

    [Fact]
    public void A_network_without_hidden_layers_has_no_dropout() => Assert.Equal(
        [(0.001f, 0), (0.003f, 0), (0.01f, 0), (0.03f, 0)],
        SearchLevel.All(NetworkArchitecture.Linear(4, 3), weightDecay: null, keepsDropout: false)
            .Select(level => (level.WeightDecay, level.Dropout)));
}
