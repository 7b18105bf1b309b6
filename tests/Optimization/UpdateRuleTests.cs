using MlNetDl.Trainers;
using MlNetDl.Trainers.Optimization;
using Xunit;
using static TorchSharp.torch;

namespace MlNetDl.Tests.Optimization;

/// <summary>
/// The numbers are PyTorch 1.13's in double precision, the bias in a parameter group of its own with weight_decay=0. Its
/// weight_decay is coupled but for AdamW; for the decoupled decay of the others, w was multiplied by 1 - rate * decay before each
/// step of torch's.
/// </summary>
public class UpdateRuleTests
{
    private const int Bias = FiveSteps.Bias;
    private const int Length = FiveSteps.Length;

    private static readonly UpdateRule.Decay _none = new(0, WeightDecayForm.Decoupled);
    private static readonly UpdateRule.Decay _coupled = new(0.5f, WeightDecayForm.Coupled);
    private static readonly UpdateRule.Decay _decoupled = new(0.5f, WeightDecayForm.Decoupled);

    [Fact]
    public void Sgd_without_decay() => FiveSteps.AssertAre(
        new Sgd(_none, Bias, Length), 0.1f,
        [0.800000000, 0.652500000, 0.542000000, 0.457756250, 0.392305000],
        [-1.850000000, -1.705000000, -1.567125000, -1.437512500, -1.316649063]);

    [Theory]
    // Without momentum it is the same whether the weight shrinks or its penalty has a gradient.
    [InlineData(WeightDecayForm.Coupled)]
    [InlineData(WeightDecayForm.Decoupled)]
    public void Sgd_with_decay(WeightDecayForm form) => FiveSteps.AssertAre(
        new Sgd(new UpdateRule.Decay(0.5f, form), Bias, Length), 0.1f,
        [0.750000000, 0.580000000, 0.462125000, 0.378443750, 0.317400000],
        [-1.850000000, -1.702500000, -1.561250000, -1.428231250, -1.304330313]);

    [Fact]
    public void Momentum_without_decay() => FiveSteps.AssertAre(
        new Sgd(_none, Bias, Length, momentum: 0.9f), 0.1f,
        [0.800000000, 0.472500000, 0.114500000, -0.182818750, -0.359307500],
        [-1.850000000, -1.570000000, -1.184625000, -0.725050000, -0.229786562]);

    [Fact]
    public void Momentum_with_coupled_decay() => FiveSteps.AssertAre(
        new Sgd(_coupled, Bias, Length, momentum: 0.9f), 0.1f,
        [0.750000000, 0.355000000, -0.046375000, -0.332668750, -0.438870000],
        [-1.850000000, -1.567500000, -1.174250000, -0.700581250, -0.187587812]);

    [Fact]
    public void Momentum_with_decoupled_decay() => FiveSteps.AssertAre(
        new Sgd(_decoupled, Bias, Length, momentum: 0.9f), 0.1f,
        [0.750000000, 0.400000000, 0.057125000, -0.194631250, -0.315030000],
        [-1.850000000, -1.567500000, -1.176500000, -0.709806250, -0.209069687]);

    [Fact]
    public void Nesterov_without_decay() => FiveSteps.AssertAre(
        new Sgd(_none, Bias, Length, momentum: 0.9f, nesterov: true), 0.1f,
        [0.620000000, 0.267525000, 0.014055500, -0.126248974, -0.176884849],
        [-1.715000000, -1.326550000, -0.876765375, -0.414059939, 0.014763609]);

    [Fact]
    public void Nesterov_with_coupled_decay() => FiveSteps.AssertAre(
        new Sgd(_coupled, Bias, Length, momentum: 0.9f, nesterov: true), 0.1f,
        [0.525000000, 0.136300000, -0.090804625, -0.170119418, -0.159561079],
        [-1.715000000, -1.317525000, -0.853141250, -0.376916348, 0.058592594]);

    [Fact]
    public void Nesterov_with_decoupled_decay() => FiveSteps.AssertAre(
        new Sgd(_decoupled, Bias, Length, momentum: 0.9f, nesterov: true), 0.1f,
        [0.570000000, 0.217525000, -0.006622000, -0.112925712, -0.141644753],
        [-1.715000000, -1.321800000, -0.866142875, -0.400028601, 0.027956773]);

    [Fact]
    public void Adam_without_decay() => FiveSteps.AssertAre(
        new Adam(_none, Bias, Length), 0.1f,
        [0.900000000, 0.800568284, 0.702218886, 0.605592539, 0.511474388],
        [-1.900000001, -1.800102708, -1.700382293, -1.600918130, -1.501795929]);

    [Fact]
    public void Adam_with_coupled_decay() => FiveSteps.AssertAre(
        new Adam(_coupled, Bias, Length), 0.1f,
        [0.900000000, 0.800535193, 0.702083510, 0.605235581, 0.510710479],
        [-1.900000001, -1.800102708, -1.700382239, -1.600917794, -1.501794690]);

    // torch.optim.AdamW.
    [Fact]
    public void Adam_with_decoupled_decay() => FiveSteps.AssertAre(
        new Adam(_decoupled, Bias, Length), 0.1f,
        [0.850000000, 0.708687421, 0.576767612, 0.455221342, 0.345277567],
        [-1.900000001, -1.800047338, -1.700186781, -1.600475158, -1.500983905]);

    [Fact]
    public void Adam_with_other_betas_and_epsilon() => FiveSteps.AssertAre(
        new Adam(_decoupled, Bias, Length, beta1: 0.8f, beta2: 0.99f, epsilon: 0.01f), 0.1f,
        [0.850497512, 0.710288962, 0.580511958, 0.462565862, 0.358012158],
        [-1.900662252, -1.801420412, -1.702361145, -1.603594761, -1.505260011]);

    [Fact]
    public void RmsProp_without_decay() => FiveSteps.AssertAre(
        new RmsProp(_none, Bias, Length), 0.01f,
        [0.900000005, 0.833962271, 0.782400487, 0.739354730, 0.702091803],
        [-1.900000007, -1.830317457, -1.773938138, -1.725453367, -1.682342497]);

    [Fact]
    public void RmsProp_with_coupled_decay() => FiveSteps.AssertAre(
        new RmsProp(_coupled, Bias, Length), 0.01f,
        [0.900000004, 0.833750270, 0.781911227, 0.738554611, 0.700959563],
        [-1.900000007, -1.830317457, -1.773935253, -1.725444883, -1.682325960]);

    [Fact]
    public void RmsProp_with_decoupled_decay() => FiveSteps.AssertAre(
        new RmsProp(_decoupled, Bias, Length), 0.01f,
        [0.895000005, 0.824808257, 0.769640406, 0.723415803, 0.683331469],
        [-1.900000007, -1.830255729, -1.773785933, -1.725193277, -1.681963019]);

    [Fact]
    public void RmsProp_with_another_alpha_and_epsilon() => FiveSteps.AssertAre(
        new RmsProp(_coupled, Bias, Length, alpha: 0.9f, epsilon: 0.01f), 0.1f,
        [0.687722270, 0.515713787, 0.400546847, 0.318307656, 0.257735671],
        [-1.690301257, -1.476413549, -1.305455134, -1.160563213, -1.033994308]);

    [Theory]
    [InlineData(0)]
    [InlineData(0.7f)]
    public void Fifty_steps_of_Adam_are_those_of_torchs_AdamW(float weightDecay)
    {
        const float Rate = 0.01f;
        var random = new Random(1);
        float[] parameters = Drawn(random);
        // In double precision; the decay of torch's, too, is decoupled. Biases are a group of their own, without decay.
        using var weights = nn.Parameter(tensor(parameters[..Bias]).to(ScalarType.Float64));
        using var biases = nn.Parameter(tensor(parameters[Bias..]).to(ScalarType.Float64));
        using var ofWeights = optim.AdamW([weights], Rate, weight_decay: weightDecay);
        using var ofBiases = optim.AdamW([biases], Rate, weight_decay: 0);
        var adam = new Adam(new UpdateRule.Decay(weightDecay, WeightDecayForm.Decoupled), Bias, Length);
        for (var step = 0; step < 50; step++)
        {
            using var scope = NewDisposeScope();
            float[] gradient = Drawn(random);

            adam.BeginStep(Rate);
            adam.Step(parameters, gradient, 0, Length);

            // The gradient of the product with a constant is the constant.
            (weights * tensor(gradient[..Bias])).sum().backward();
            (biases * tensor(gradient[Bias..])).sum().backward();
            ofWeights.step();
            ofBiases.step();
            ofWeights.zero_grad();
            ofBiases.zero_grad();
        }

        double[] expected = [.. weights.data<double>(), .. biases.data<double>()];
        var difference = Math.Sqrt(expected.Zip(parameters, (e, actual) => Math.Pow(e - actual, 2)).Sum());
        Assert.InRange(difference / Math.Sqrt(expected.Sum(e => e * e)), 0, 1e-6);
    }

    [Theory]
    [InlineData(Optimizer.Sgd)]
    [InlineData(Optimizer.Adam)]
    [InlineData(Optimizer.RMSProp)]
    public void Steps_in_ranges_are_the_steps_in_one(Optimizer optimizer)
    {
        var random = new Random(1);
        float[] whole = Drawn(random);
        float[] ranges = [.. whole];
        UpdateRule one = Create(optimizer), other = Create(optimizer);
        for (var step = 0; step < 3; step++)
        {
            float[] gradient = Drawn(random);
            one.BeginStep(0.1f);
            other.BeginStep(0.1f);

            one.Step(whole, gradient, 0, Length);
            other.Step(ranges, gradient, 24, 8);
            other.Step(ranges, gradient, 0, 24);
        }

        Assert.Equal(whole, ranges);
    }

    private static UpdateRule Create(Optimizer optimizer) => optimizer switch
    {
        Optimizer.Sgd => new Sgd(_coupled, Bias, Length, momentum: 0.9f),
        Optimizer.Adam => new Adam(_decoupled, Bias, Length),
        _ => new RmsProp(_coupled, Bias, Length),
    };

    private static float[] Drawn(Random random) => [.. Enumerable.Range(0, Length).Select(_ => (float)((random.NextDouble() * 4) - 2))];
}
