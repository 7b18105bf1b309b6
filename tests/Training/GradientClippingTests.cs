using MlNetDl.Trainers;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Optimization;
using MlNetDl.Trainers.Training;
using Xunit;

namespace MlNetDl.Tests.Training;

/// <summary>The numbers are those of PyTorch 1.13's clip_grad_norm_, in double precision.</summary>
public class GradientClippingTests
{
    [Theory]
    // The gradient (3, -4 | 12) has norm 13.
    [InlineData(1, 0.2307692, -0.3076923, 0.9230769)]
    [InlineData(6.5f, 1.5, -2, 6)]
    [InlineData(13, 3, -4, 12)]
    [InlineData(20, 3, -4, 12)]
    public void A_gradient_longer_than_the_bound_is_scaled_down_to_it(float bound, double first, double second, double bias)
    {
        using var source = new GivenGradient([3, -4], 12);
        var step = new TrainingStep(source, Sgd(source, decay: 0, momentum: 0), clipNorm: bound);

        var norm = step.Run(learningRate: 1);

        // The norm as it was, for it is what tells whether training goes well; and a step from zero with a rate of 1.
        Assert.Equal(13, norm, 1e-5);
        AssertParameters(source, -first, -second, -bias);
    }

    [Fact]
    public void It_is_the_norm_of_the_whole_gradient_that_counts_not_that_of_its_parts()
    {
        using var source = new GivenGradient([3, -4], 12, parts: 3);
        var step = new TrainingStep(source, Sgd(source, decay: 0, momentum: 0), clipNorm: 6.5f);

        Assert.Equal(13, step.Run(learningRate: 1), 1e-5);
        AssertParameters(source, -1.5, 2, -6);
    }

    [Fact]
    public void It_is_clipped_before_weight_decay_and_momentum()
    {
        // Two steps of SGD with momentum=0.9, weight_decay=0.5 for the weights alone, lr=0.1 from (1, -2 | 0.5), after
        // clip_grad_norm_(max_norm=1) each.
        using var source = new GivenGradient([3, -4], 12);
        (source.Parameters[0], source.Parameters[1], source.Parameters[source.Layout.Bias(0)]) = (1, -2, 0.5f);
        var step = new TrainingStep(source, Sgd(source, decay: 0.5f, momentum: 0.9f), clipNorm: 1);

        step.Run(0.1f);
        AssertParameters(source, 0.9269230787, -1.8692307716, 0.4076923148);
        step.Run(0.1f);
        AssertParameters(source, 0.7917307743, -1.6273076991, 0.2323077129);
    }

    [Fact]
    public void Without_a_bound_nothing_is_clipped()
    {
        using var source = new GivenGradient([3000, -4000], 12000, parts: 2);
        var step = new TrainingStep(source, Sgd(source, decay: 0, momentum: 0));

        Assert.Equal(13000, step.Run(learningRate: 1), 1e-2);
        AssertParameters(source, -3000, 4000, -12000);
    }

    private static Sgd Sgd(GivenGradient source, float decay, float momentum) =>
        new(new UpdateRule.Decay(decay, WeightDecayForm.Coupled), source.Layout.WeightLength, source.Layout.Length, momentum);

    private static void AssertParameters(GivenGradient source, double first, double second, double bias)
    {
        Assert.Equal(first, source.Parameters[0], 1e-6 * Math.Max(1, Math.Abs(first)));
        Assert.Equal(second, source.Parameters[1], 1e-6 * Math.Max(1, Math.Abs(second)));
        Assert.Equal(bias, source.Parameters[source.Layout.Bias(0)], 1e-6 * Math.Max(1, Math.Abs(bias)));
    }

    /// <summary>One unit with two weights, and a gradient for the first step, in equal parts.</summary>
    private sealed class GivenGradient : IGradientSource
    {
        private readonly float[] _parameters;
        private readonly float[][] _gradients;

        public GivenGradient(float[] weights, float bias, int parts = 1)
        {
            Layout = new ParameterLayout(Architecture);
            Crew = new WorkCrew(parts);
            _parameters = new float[Layout.StateLength];
            _gradients = [.. Enumerable.Range(0, parts).Select(_ => new float[Layout.Length])];
            foreach (var gradient in _gradients)
            {
                (gradient[0], gradient[1]) = (weights[0] / parts, weights[1] / parts);
                gradient[Layout.Bias(0)] = bias / parts;
            }
        }

        public NetworkArchitecture Architecture { get; } = NetworkArchitecture.Linear(inputs: 2, outputs: 1);

        public ParameterLayout Layout { get; }

        public Span<float> Parameters => _parameters;

        public int Parts => _gradients.Length;

        public WorkCrew Crew { get; }

        public Span<float> Gradient(int part) => _gradients[part];

        public double Compute(EncodedRows data, ReadOnlyMemory<int> rows, ILoss loss, ReadOnlyMemory<uint> dropoutKeys) =>
            throw new NotSupportedException();

        public IReadOnlyList<(double Weight, float[] Mean, float[] Variance)> Statistics(int layer) => [];

        public void Dispose() => Crew.Dispose();
    }
}
