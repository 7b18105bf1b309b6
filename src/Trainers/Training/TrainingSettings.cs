namespace MlNetDl.Trainers.Training;

/// <summary>How a network is trained, every value settled; the options tell what each means.</summary>
internal sealed record TrainingSettings
{
    public required float LearningRate { get; init; }

    public required int BatchSize { get; init; }

    public required int NumberOfEpochs { get; init; }

    public required int Seed { get; init; }

    public Optimizer Optimizer { get; init; } = Optimizer.Adam;

    public float Momentum { get; init; } = 0.9f;

    public bool Nesterov { get; init; }

    public float Beta1 { get; init; } = 0.9f;

    public float Beta2 { get; init; } = 0.999f;

    public float Epsilon { get; init; } = 1e-8f;

    public float WeightDecay { get; init; }

    public WeightDecayForm WeightDecayForm { get; init; }

    public float? MaxNorm { get; init; }

    public float? GradientClipNorm { get; init; }

    public LearningRateSchedule LearningRateSchedule { get; init; } = LearningRateSchedule.Cosine;

    public float WarmUpEpochs { get; init; }

    public float LearningRateDecay { get; init; } = 0.1f;

    public int LearningRateStepEpochs { get; init; } = 1;

    public int PlateauPatience { get; init; } = 10;

    public float WeightAveraging { get; init; }

    public bool EarlyStopping { get; init; }

    public int EarlyStoppingPatience { get; init; } = 10;

    public ValidationMetric ValidationMetric { get; init; }

    public bool KeepModelOnCancel { get; init; }

    public int CheckpointInterval { get; init; } = 1;

    /// <summary>What the best epoch is told by, of what was measured.</summary>
    public double Watched((double Loss, double Metric) measured) =>
        ValidationMetric == ValidationMetric.Loss ? measured.Loss : measured.Metric;

    /// <summary>Settles what the options leave open.</summary>
    /// <param name="options">The options.</param>
    /// <param name="recipe">The kind of training.</param>
    /// <param name="table">The table.</param>
    /// <param name="seed">The seed.</param>
    public static TrainingSettings Resolve(NetworkTrainerOptions options, Recipe recipe, TableShape table, int seed)
    {
        var epochs = options.ResolveNumberOfEpochs(table.Rows, recipe);
        return new TrainingSettings
        {
            LearningRate = options.ResolveLearningRate(recipe, table.Rows),
            BatchSize = options.ResolveBatchSize(table.Rows),
            NumberOfEpochs = epochs,
            Seed = seed,
            Optimizer = options.Optimizer,
            Momentum = options.Momentum ?? 0.9f,
            Nesterov = options.Nesterov,
            Beta1 = options.Beta1,
            Beta2 = options.Beta2 ?? (options.Optimizer == Optimizer.RMSProp ? 0.99f : 0.999f),
            Epsilon = options.Epsilon,
            WeightDecay = options.ResolveWeightDecay(recipe, table),
            WeightDecayForm = options.ResolveWeightDecayForm(recipe, table.IsRegression),
            MaxNorm = options.MaxNorm,
            GradientClipNorm = options.GradientClipNorm,
            LearningRateSchedule = options.LearningRateSchedule,
            WarmUpEpochs = options.WarmUpEpochs,
            LearningRateDecay = options.LearningRateDecay,
            LearningRateStepEpochs = options.LearningRateStepEpochs ?? (epochs + 2) / 3,
            PlateauPatience = options.PlateauPatience,
            WeightAveraging = options.WeightAveraging,
            EarlyStopping = options.EarlyStopping != Trainers.EarlyStopping.Off,
            EarlyStoppingPatience = options.EarlyStoppingPatience ?? Math.Max(10, epochs / 5),
            ValidationMetric = options.ValidationMetric,
            KeepModelOnCancel = options.KeepModelOnCancel,
            CheckpointInterval = options.CheckpointInterval,
        };
    }
}
