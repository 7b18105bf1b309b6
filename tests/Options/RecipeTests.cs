using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Options;

/// <summary>What is settled where the options leave it open, from the words of their documentation.</summary>
public class RecipeTests
{
    private const int Small = 60;
    private const int Large = 300;
    private const int Many = 2000;

    /// <summary>Below 300 rows: folds choose, and these stop in the epochs of the first level.</summary>
    private static readonly ResolvedOptions _folds = new()
    {
        HiddenLayers = [128, 128],
        Activation = Activation.ReLU,
        Members = 1,
        NumericEncoding = NumericEncoding.Standardize,
        AutoRegularization = AutoRegularization.On,
        WeightDecay = 0.001f,
        WeightDecayForm = WeightDecayForm.Coupled,
        Dropout = [0, 0],
        Optimizer = Optimizer.Adam,
        LearningRate = 0.001f,
        LearningRateSchedule = LearningRateSchedule.Cosine,
        // Never fewer rows than 16; 2,000 steps.
        BatchSize = 16,
        NumberOfEpochs = 533,
        Seed = 1,
    };

    /// <summary>One network on standardized features.</summary>
    private static readonly ResolvedOptions _plain = _folds with
    {
        AutoRegularization = AutoRegularization.Off,
        LearningRate = 0.003f,
        Dropout = [0.1f, 0.1f],
    };

    /// <summary>From 300 rows on: pieces and members, for 3,000 steps.</summary>
    private static readonly ResolvedOptions _large = _plain with
    {
        HiddenLayers = [64, 32],
        Members = 4,
        NumericEncoding = NumericEncoding.PiecewiseLinear,
        WeightDecay = RichWeightDecay(Large, members: 4),
        NumberOfEpochs = 160,
    };

    /// <summary>The same, where the label is a number.</summary>
    private static readonly ResolvedOptions _largeRegression = _large with
    {
        HiddenLayers = [128, 64],
        WeightDecayForm = WeightDecayForm.Relative,
    };

    /// <summary>From 2,000 rows on: the same at a higher learning rate.</summary>
    private static readonly ResolvedOptions _many = _large with
    {
        LearningRate = 0.01f,
        WeightDecay = RichWeightDecay(Many, members: 4),
        BatchSize = 64,
        NumberOfEpochs = 96,
    };

    /// <summary>The plain network on as many rows, for 2,000 steps.</summary>
    private static readonly ResolvedOptions _plainLarge = _plain with { NumberOfEpochs = 107 };

    private static readonly Dictionary<string, Case> _cases = new()
    {
        ["a small table"] = new(_folds),
        ["a small table with numbers for labels"] = new(_folds) { Label = "Number" },
        ["a small table with three classes"] = new(_folds) { Label = "Class" },
        ["a table too small for folds"] = new(_plain with { NumberOfEpochs = 653 }) { Rows = 49 },
        ["the smallest table of folds"] = new(_folds with { NumberOfEpochs = 640 }) { Rows = 50 },
        ["the largest of the small tables"] = new(_folds with { NumberOfEpochs = 107 }) { Rows = Large - 1 },
        ["a large table"] = new(_large) { Rows = Large },
        ["a large table with numbers for labels"] =
            new(_largeRegression) { Rows = Large, Label = "Number" },
        ["a large table with three classes"] = new(_large with { HiddenLayers = [128, 128] }) { Rows = Large, Label = "Class" },
        ["many rows"] = new(_many) { Rows = Many },
        ["almost as many rows"] = new(_many with { LearningRate = 0.003f, WeightDecay = RichWeightDecay(Many - 1, members: 4) })
        {
            Rows = Many - 1,
        },
        ["many rows and another optimizer"] = new(
            _many with { LearningRate = 0.003f, Optimizer = Optimizer.RMSProp }, options => options.Optimizer = Optimizer.RMSProp)
        {
            Rows = Many,
        },
        ["many rows and one member"] = new(
            _many with { HiddenLayers = [128, 128], Members = 1, LearningRate = 0.003f, WeightDecay = RichWeightDecay(Many, members: 1) },
            options => options.Members = 1)
        {
            Rows = Many,
        },
        ["many rows for the plain network"] = new(_plain with { BatchSize = 64, NumberOfEpochs = 64 }, BePlain) { Rows = Many },
        ["a large table of 128 numeric features"] =
            new(_large with { HiddenLayers = [4], Dropout = [0.1f] }, options => options.HiddenLayers = [4]) { Rows = Large, Slots = 128 },
        ["a large table of more numeric features"] =
            new(
                _plainLarge with { HiddenLayers = [4], Dropout = [0.1f] },
                options => options.HiddenLayers = [4])
            { Rows = Large, Slots = 129 },
        ["a large table of features of two values"] = new(_plainLarge) { Rows = Large, IsBinary = true },
        ["a large table without pieces"] =
            new(_plainLarge, options => options.NumericEncoding = NumericEncoding.Standardize) { Rows = Large },
        ["early stopping"] = new(
            _plain with { ValidationFraction = 0.1f, NumberOfEpochs = 593 }, options => options.EarlyStopping = EarlyStopping.On),
        ["no early stopping"] = new(_plain, options => options.EarlyStopping = EarlyStopping.Off),
        ["patience"] = new(_plain, options => options.EarlyStoppingPatience = 3),
        ["a share to validate on"] = new(
            _plain with { ValidationFraction = 0.5f, NumberOfEpochs = 1067 }, options => options.ValidationFraction = 0.5f),
        ["validation rows"] = new(_plain) { IsValidated = true },
        ["validation rows for a large table"] = new(_large) { Rows = Large, IsValidated = true },
        ["a large table of which a share validates"] = new(
            _many with { ValidationFraction = 0.1f, BatchSize = 128, NumberOfEpochs = 71, WeightDecay = RichWeightDecay(5400, members: 4) },
            options => options.ValidationFraction = 0.1f)
        { Rows = 6000 },
        ["a table that is small without the share that validates"] = new(
            _plain with { ValidationFraction = 0.1f, NumberOfEpochs = 119 },
            options => options.ValidationFraction = 0.1f)
        { Rows = Large },
        ["batch normalization"] = new(
            _large with { HiddenLayers = [128, 128], Members = 1, WeightDecay = RichWeightDecay(Large, members: 1) },
            options => options.BatchNormalization = true)
        { Rows = Large },
        ["no hidden layers"] = new(
            _large with
            {
                HiddenLayers = [],
                Activation = Activation.Identity,
                Dropout = [],
                Members = 1,
                WeightDecay = RichWeightDecay(Large, members: 1),
            },
            options => options.HiddenLayers = [])
        { Rows = Large },
        ["folds for a large table"] = new(
            _folds with { NumberOfEpochs = 107 }, options => options.AutoRegularization = AutoRegularization.On)
        {
            Rows = Large,
        },
        ["no folds for a small table"] = new(_plain, options => options.AutoRegularization = AutoRegularization.Off),
        ["pieces for a small table"] = new(
            _folds with { NumericEncoding = NumericEncoding.PiecewiseLinear, NumberOfEpochs = 800 },
            options => options.NumericEncoding = NumericEncoding.PiecewiseLinear),
        ["members for a small table"] = new(
            _folds with { HiddenLayers = [64, 32], Members = 3, WeightDecay = 0.001f / 3, NumberOfEpochs = 800 },
            options => options.Members = 3),
        ["members without folds for a small table with numbers for labels"] = new(
            _plain with
            {
                HiddenLayers = [128, 64],
                Members = 2,
                WeightDecay = RichWeightDecay(Small, members: 2),
                WeightDecayForm = WeightDecayForm.Relative,
                NumberOfEpochs = 800,
            },
            options => (options.Members, options.AutoRegularization) = (2, AutoRegularization.Off))
        { Label = "Number" },
        ["the plain network for a large table"] = new(
            _plainLarge, BePlain)
        { Rows = Large },
        ["the plain network for a large table with numbers for labels"] = new(
            _plainLarge with { WeightDecay = 0.0003f }, BePlain)
        { Rows = Large, Label = "Number" },
        ["SGD"] = new(
            _largeRegression with
            {
                Optimizer = Optimizer.Sgd,
                WeightDecay = 0.0005f,
                WeightDecayForm = WeightDecayForm.Coupled,
            },
            options => options.Optimizer = Optimizer.Sgd)
        {
            Rows = Large,
            Label = "Number",
        },
        ["AdamW"] = new(
            _large with { Optimizer = Optimizer.AdamW, WeightDecay = 1, WeightDecayForm = WeightDecayForm.Decoupled },
            options => options.Optimizer = Optimizer.AdamW)
        { Rows = Large },
        ["a small table that goes on from a model of a large one"] = new(
            _large with
            {
                HiddenLayers = [4],
                Dropout = [0.1f],
                WeightDecay = RichWeightDecay(Small, members: 4),
                BatchSize = 16,
                NumberOfEpochs = 800,
            },
            options => (options.HiddenLayers, options.ContinueFrom) = ([4], Fit(Large, new() { HiddenLayers = [4], NumberOfEpochs = 1 }))),
        ["a large table that goes on from a plain model"] = new(
            _plainLarge with { HiddenLayers = [4], Dropout = [0.1f] },
            options => (options.HiddenLayers, options.ContinueFrom) = ([4], Fit(
                Small, new() { HiddenLayers = [4], NumberOfEpochs = 1, AutoRegularization = AutoRegularization.Off })))
        {
            Rows = Large,
        },
        ["a small table and all that can be set"] = new(Set(), SetAll),
        ["a large table and all that can be set"] = new(Set(), SetAll) { Rows = Large, Label = "Number" },
    };

    public static TheoryData<string> Cases => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_left_open_is_settled_and_what_is_set_stays(string name)
    {
        var mlContext = new MLContext(seed: 1);
        var which = _cases[name];
        var model = Fit(mlContext, which);

        Assert.Equivalent(which.Expected, model.GetTrainingHistory().Options, strict: true);
        Assert.Equivalent(
            which.Expected, SavedModel.Reloaded(mlContext, model).GetTrainingHistory().Options, strict: true);
    }

    [Theory]
    [InlineData(
        "a small table",
        "Training 2-128-128-1 on 60 rows: Adam, learning rate 0.001, weight decay 0.001 or 0.003 or 0.01 or 0.03 (Coupled) and dropout 0 or " +
        "0.1 or 0.2 as folds choose, batch size 16, 533 epochs, seed 1")]
    [InlineData(
        "a large table with numbers for labels",
        "Training 4 members of 98-128-64-1 on 300 rows: 2 features piecewise linear, Adam, learning rate 0.003, dropout 0.1, " +
        "weight decay {0} (Relative), batch size 16, 160 epochs, seed 1")]
    [InlineData(
        "validation rows",
        "Training 2-128-128-1 on 60 rows, 60 rows to validate on: Adam, learning rate 0.003, dropout 0.1, weight decay 0.001 (Coupled), " +
        "batch size 16, 533 epochs, seed 1")]
    public void One_line_of_the_log_says_what_was_settled(string name, string line)
    {
        var mlContext = new MLContext(seed: 1);
        var log = new TrainingLog(mlContext);

        Fit(mlContext, _cases[name]);

        var decay = FormattableString.Invariant($"{_cases[name].Expected.WeightDecay}");
        Assert.Equal(line.Replace("{0}", decay, StringComparison.Ordinal), log.Lines[0]);
        Assert.Single(log.Lines, other => other.StartsWith("Training ", StringComparison.Ordinal));
    }

    /// <summary>The weight decay with pieces or members.</summary>
    private static float RichWeightDecay(int rows, int members) => Math.Min(0.1f, 100f / rows) / members;

    private static void BePlain(MlpTrainer.Options options) =>
        (options.Members, options.NumericEncoding, options.AutoRegularization) =
            (1, NumericEncoding.Standardize, AutoRegularization.Off);

    private static void SetAll(MlpTrainer.Options options)
    {
        var set = Set();
        options.HiddenLayers = [.. set.HiddenLayers];
        options.LayerDropout = [.. set.Dropout];
        options.Activation = set.Activation;
        options.Members = set.Members;
        options.NumericEncoding = set.NumericEncoding;
        options.AutoRegularization = set.AutoRegularization;
        (options.WeightDecay, options.WeightDecayForm) = (set.WeightDecay, set.WeightDecayForm);
        options.Optimizer = set.Optimizer;
        (options.LearningRate, options.LearningRateSchedule) = (set.LearningRate, set.LearningRateSchedule);
        (options.BatchSize, options.NumberOfEpochs) = (set.BatchSize, set.NumberOfEpochs);
        (options.Seed, options.ValidationFraction) = (set.Seed, set.ValidationFraction);
    }

    /// <summary>Values of which none is a default, on tables small or large.</summary>
    private static ResolvedOptions Set() => new()
    {
        HiddenLayers = [5, 3],
        Activation = Activation.Tanh,
        Members = 3,
        NumericEncoding = NumericEncoding.PiecewiseLinear,
        AutoRegularization = AutoRegularization.Off,
        WeightDecay = 0.07f,
        WeightDecayForm = WeightDecayForm.Coupled,
        Dropout = [0.25f, 0.5f],
        Optimizer = Optimizer.RMSProp,
        LearningRate = 0.002f,
        LearningRateSchedule = LearningRateSchedule.Constant,
        BatchSize = 20,
        NumberOfEpochs = 7,
        Seed = 11,
        ValidationFraction = 0.2f,
    };

    private static ITransformer Fit(int rows, MlpTrainer.Options options)
    {
        var mlContext = new MLContext(seed: 1);
        options.LabelColumnName = nameof(Row.Flag);
        return new MlpTrainer(mlContext, options).Fit(Data(mlContext, rows, slots: 2));
    }

    private static ITransformer Fit(MLContext mlContext, Case which)
    {
        var options = new MlpTrainer.Options { LabelColumnName = which.Label, Progress = new FirstEpoch() };
        which.Set?.Invoke(options);
        var (trainer, data) = (new MlpTrainer(mlContext, options), Data(mlContext, which.Rows, which.Slots, which.IsBinary));
        return which.IsValidated ? trainer.Fit(data, Data(mlContext, Small, which.Slots)) : trainer.Fit(data);
    }

    private static IDataView Data(MLContext mlContext, int rows, int slots, bool isBinary = false)
    {
        var random = new Random(1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, slots);
        return mlContext.Data.LoadFromEnumerable(
            Enumerable.Range(0, rows).Select(row => new Row
            {
                Features = [.. Enumerable.Range(0, slots).Select(_ => isBinary ? random.Next(2) : (float)random.NextDouble())],
                Flag = row % 2 == 0,
                Number = row % 7,
                Class = (uint)(row % 3),
            }).ToArray(),
            schema);
    }

    /// <param name="Expected">What is to be settled.</param>
    /// <param name="Set">What the options say.</param>
    private sealed record Case(ResolvedOptions Expected, Action<MlpTrainer.Options>? Set = null)
    {
        public int Rows { get; init; } = Small;

        public int Slots { get; init; } = 2;

        public string Label { get; init; } = nameof(Row.Flag);

        public bool IsValidated { get; init; }

        public bool IsBinary { get; init; }
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Flag { get; set; }

        public float Number { get; set; }

        [KeyType(3)]
        public uint Class { get; set; }
    }

    /// <summary>Ends the training when an epoch has told what it was to be.</summary>
    private sealed class FirstEpoch : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => value.Stop();
    }
}
