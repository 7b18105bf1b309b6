using MlNetDl.Trainers;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

public class UnitActivityTests
{
    [Fact]
    public void A_unit_is_dead_or_alive_in_each_member()
    {
        var architecture = NetworkArchitecture.Mlp(inputs: 2, hidden: [4], Activation.ReLU, dropout: 0, outputs: 1) with { Members = 2 };
        var layout = new ParameterLayout(architecture);
        var activity = new UnitActivity(architecture, layout);
        var gradient = new float[layout.Length];
        gradient[layout.Bias(0, 1) + 2] = -1;

        activity.Add(gradient);

        Assert.Equal(7 / 8.0, activity.DeadShare());
    }
}
