using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlNetDl.Benchmarks.Compare;

/// <summary>
/// The training loop of TorchSharp's examples, with libtorch's own threads and the learning rate's half cosine that ours
/// has. It starts from tensors that are there already.
/// </summary>
internal sealed class PlainTorchLoop : IContender, IDisposable
{
    private readonly Workload _workload;
    private readonly Tensor _features;
    private readonly Tensor _labels;

    public PlainTorchLoop(Workload workload, Blobs blobs)
    {
        _workload = workload;
        _features = tensor(blobs.Features.SelectMany(row => row).ToArray(), [workload.Rows, workload.Inputs]);
        _labels = tensor(blobs.Labels.Select(label => (long)label).ToArray());
    }

    public double Train()
    {
        random.manual_seed(1);
        using var model = BuildModel();
        using var optimizer = optim.Adam(model.parameters(), Workload.LearningRate);
        var steps = _workload.Steps;
        var step = 0;
        var lastLoss = 0.0;
        for (var epoch = 1; epoch <= _workload.Epochs; epoch++)
        {
            using var order = randperm(_workload.Rows, dtype: ScalarType.Int64);
            for (var start = 0; start < _workload.Rows; start += _workload.BatchSize)
            {
                using var scope = NewDisposeScope();
                foreach (var group in optimizer.ParamGroups)
                    group.LearningRate = Workload.LearningRate * (1 + Math.Cos(Math.PI * step / steps)) / 2;
                var rows = order.narrow(0, start, Math.Min(_workload.BatchSize, _workload.Rows - start));
                var loss = functional.cross_entropy(
                    model.forward(_features.index_select(0, rows)), _labels.index_select(0, rows));
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                step++;
                if (epoch == _workload.Epochs)
                    lastLoss += loss.item<float>() * rows.shape[0];
            }
        }

        return lastLoss / _workload.Rows;
    }

    public void Dispose()
    {
        _features.Dispose();
        _labels.Dispose();
    }

    private Sequential BuildModel()
    {
        var layers = new List<Module<Tensor, Tensor>>();
        var inputs = _workload.Inputs;
        foreach (var units in _workload.HiddenLayers)
        {
            layers.Add(Linear(inputs, units));
            layers.Add(ReLU());
            inputs = units;
        }

        layers.Add(Linear(inputs, _workload.Classes));
        return Sequential(layers);
    }
}
