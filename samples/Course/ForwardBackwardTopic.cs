using System.Diagnostics;
using MlNetDl.Reports;
using MlNetDl.Trainers;
using static TorchSharp.torch;

namespace MlNetDl.Samples.Course;

/// <summary>Backward by hand and by autograd, and what it costs against forward: counted and measured.</summary>
internal sealed class ForwardBackwardTopic : CourseTopic
{
    private const int Batch = 128, Layers = 4, Repeats = 15;

    private static readonly int[] _widths = [64, 128, 256, 512, 1024];

    public override string Name => "forward-backward";

    public override string Title => "Forward against backward";

    public override string Summary => "The chain rule by hand, and what backward costs: counted and measured.";

    public override Picture Run(CourseContext context)
    {
        TorchRuntime.Initialize();
        set_num_threads(1);
        DifferentiateByHand(context);
        Count(context);
        double[] ratios = [.. _widths.Select(width => Measure(context, width))];

        return new Picture(
            "Time of backward over time of forward",
            "A line over the width of the layers, from 64 to 1024 units: how many times as long backward takes as forward. For wide layers "
            + "it comes close to the count of multiplications, a level line a little below two.",
            plot =>
            {
                double[] places = [.. _widths.Select((_, i) => (double)i)];
                plot.Add.Scatter(places, ratios).LegendText = "measured";
                var counted = plot.Add.ScatterLine(places, [.. places.Select(_ => BackwardPerForward)]);
                counted.LegendText = "multiplications, counted";
                plot.Axes.SetLimits(-0.2, _widths.Length - 0.8, 0, 5);
                plot.Axes.Bottom.SetTicks(places, [.. _widths.Select(width => FormattableString.Invariant($"{width}"))]);
                plot.XLabel("units a layer");
                plot.YLabel("backward / forward");
                plot.ShowLegend();
            });
    }

    /// <summary>Every layer has products for its weights and for its inputs, but the first, whose inputs are data.</summary>
    private static double BackwardPerForward => ((2.0 * Layers) - 1) / Layers;

    /// <summary>Two inputs, two hidden ReLUs, one output, squared error with a penalty on the weights.</summary>
    private static void DifferentiateByHand(CourseContext context)
    {
        const double Lambda = 0.1, Target = 1;
        double[] x = [1, 2];
        double[,] w1 = { { 0.5, -0.5 }, { -1, 1.5 } };
        double[] w2 = [0.75, -0.5];

        // Forward, from the inputs to the loss.
        double[] z = [.. Enumerable.Range(0, 2).Select(i => (w1[i, 0] * x[0]) + (w1[i, 1] * x[1]))];
        double[] h = [.. z.Select(each => Math.Max(0, each))];
        var o = (w2[0] * h[0]) + (w2[1] * h[1]);
        var penalty = Lambda / 2 * (w1.Cast<double>().Sum(w => w * w) + w2.Sum(w => w * w));
        var loss = (o - Target) * (o - Target);
        context.Line($"forward:  z {CourseText.Join(z, "F4")}; h {CourseText.Join(h, "F4")}; o {o:F4}");
        context.Line($"loss L {loss:F4}, penalty S {penalty:F4}, their sum J {loss + penalty:F4}");

        // Backward, from the loss to the weights: each line uses the one before.
        var byO = 2 * (o - Target);
        double[] byW2 = [.. h.Select((each, i) => (byO * each) + (Lambda * w2[i]))];
        double[] byZ = [.. z.Select((each, i) => each > 0 ? byO * w2[i] : 0)];
        double[] byW1 = [.. Enumerable.Range(0, 4).Select(k => (byZ[k / 2] * x[k % 2]) + (Lambda * w1[k / 2, k % 2]))];
        context.Line($"by hand:  dJ/dW2 {CourseText.Join(byW2, "F4")}; dJ/dW1 {CourseText.Join(byW1, "F4")}");

        using var scope = NewDisposeScope();
        var (tensor1, tensor2) = (tensor(w1, requires_grad: true), tensor(w2, requires_grad: true));
        var output = tensor2.dot(nn.functional.relu(tensor1.mv(tensor(x))));
        var total = (output - Target).square() + (Lambda / 2 * (tensor1.square().sum() + tensor2.square().sum()));
        total.backward();
        context.Line($"autograd: dJ/dW2 {Join(tensor2.grad!)}; dJ/dW1 {Join(tensor1.grad!)}");
    }

    private static void Count(CourseContext context)
    {
        const long Width = 1024;
        var product = Batch * Width * Width;
        context.Line($"{Layers} layers of {Width} units, {Batch} rows: {Layers} products of {product / 1e6:F1} million multiplications forward,");
        context.Line($"{Layers} for the weights and {Layers - 1} for the inputs backward: {BackwardPerForward:F2} times as many");
        context.Line($"kept for backward: {Layers * Batch * Width} numbers, the outputs of the ReLUs");
    }

    private static double Measure(CourseContext context, int width)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1);
        Tensor[] weights = [.. Enumerable.Range(0, Layers)
            .Select(_ => (randn([width, width], generator: generator) / Math.Sqrt(width)).requires_grad_())];
        var inputs = randn([Batch, width], generator: generator);
        double forward = double.MaxValue, backward = double.MaxValue;
        // The first round warms up, and the least of the others is disturbed least.
        for (var round = 0; round <= Repeats; round++)
        {
            using var step = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            var loss = Forward(weights, inputs);
            var middle = Stopwatch.GetTimestamp();
            loss.backward();
            var end = Stopwatch.GetTimestamp();
            foreach (var weight in weights)
                weight.grad!.zero_();
            if (round == 0)
                continue;
            forward = Math.Min(forward, Stopwatch.GetElapsedTime(start, middle).TotalMilliseconds);
            backward = Math.Min(backward, Stopwatch.GetElapsedTime(middle, end).TotalMilliseconds);
        }

        var ratio = backward / forward;
        context.Line($"{width} units: forward {forward:F3} ms, backward {backward:F3} ms, {ratio:F1} times as long (measured)");
        return ratio;
    }

    private static Tensor Forward(Tensor[] weights, Tensor inputs)
        => weights.Aggregate(inputs, (values, weight) => nn.functional.relu(values.matmul(weight))).square().mean();

    private static string Join(Tensor tensor) => CourseText.Join(tensor.data<double>().ToArray(), "F4");
}
