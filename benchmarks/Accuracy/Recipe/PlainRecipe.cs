using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetDl.Benchmarks.Accuracy.Recipe;

/// <summary>
/// The recipe that our default options follow on a large table of two classes, as one would write it with TorchSharp: tensors,
/// autograd, its Adam, and libtorch's own threads.
/// </summary>
internal sealed class PlainRecipe : IDisposable
{
    private const int Members = 4;
    private const int Classes = 2;
    private const double Dropout = 0.1;
    private const double LearningRate = 0.01;
    private const double WeightDecay = 0.003;
    private const int BatchSize = 256;

    private static readonly (int First, int Second) _hidden = (64, 32);

    private readonly PlainEncoding _encoding;
    private readonly Tensor _features;
    private readonly Tensor _labels;
    private readonly int _epochs;

    /// <summary>Encodes the rows.</summary>
    public PlainRecipe(TableRows rows)
    {
        _encoding = PlainEncoding.Learn(rows);
        _features = _encoding.Encode(rows);
        _labels = tensor(rows.Labels);
        _epochs = Math.Max(30, (int)Math.Ceiling(3000.0 * BatchSize / rows.Count));
    }

    public PlainMembers Train(int seed)
    {
        random.manual_seed(seed);
        var model = new PlainMembers(Members, _features.shape[1], _hidden, Classes, Dropout);

        // The loss is the mean of the members', and so are their gradients: the penalty follows.
        using var optimizer = optim.Adam(
            [
                new Adam.ParamGroup(model.Weights, new Adam.Options { LearningRate = LearningRate, weight_decay = WeightDecay / Members }),
                new Adam.ParamGroup(model.Others, new Adam.Options { LearningRate = LearningRate }),
            ],
            LearningRate);
        var rows = _labels.shape[0];
        var (step, steps) = (0, _epochs * (rows / BatchSize));
        for (var epoch = 0; epoch < _epochs; epoch++)
        {
            using var order = randperm(rows, dtype: ScalarType.Int64);
            for (var start = 0L; start + BatchSize <= rows; start += BatchSize)
            {
                using var scope = NewDisposeScope();
                foreach (var group in optimizer.ParamGroups)
                    group.LearningRate = LearningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2;
                var batch = order.narrow(0, start, BatchSize);
                var logits = model.forward(_features.index_select(0, batch));
                var loss = functional.cross_entropy(logits.flatten(0, 1), _labels.index_select(0, batch).repeat(Members));
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                step++;
            }
        }

        model.eval();
        return model;
    }

    /// <summary>What a trained model makes of other rows.</summary>
    /// <returns>The log-loss of the members' averaged probabilities, of their averaged logits, and the accuracy of the latter.</returns>
    public (double OfProbabilities, double OfLogits, double Accuracy) Evaluate(PlainMembers model, TableRows rows)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var logits = model.forward(_encoding.Encode(rows));
        var labels = tensor(rows.Labels);
        var (mean, probabilities) = (logits.mean([0L]), functional.softmax(logits, -1).mean([0L]));
        return (
            functional.nll_loss(probabilities.log(), labels).item<float>(),
            functional.cross_entropy(mean, labels).item<float>(),
            mean.argmax(1).eq(labels).to(ScalarType.Float32).mean().item<float>());
    }

    public void Dispose()
    {
        _features.Dispose();
        _labels.Dispose();
    }
}
