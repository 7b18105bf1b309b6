using Microsoft.ML;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;
using MlNetDl.Trainers.Checkpoints;
using MlNetDl.Trainers.Data;
using MlNetDl.Trainers.Network;
using MlNetDl.Trainers.Regularization;
using MlNetDl.Trainers.Tasks;
using MlNetDl.Trainers.Training;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Trainers;

/// <summary>What the trainers of networks have in common: the checks of the columns, and the way from rows to a model.</summary>
/// <typeparam name="TTransformer">The fitted transformer.</typeparam>
/// <typeparam name="TModel">The model parameters.</typeparam>
public abstract class NetworkTrainer<TTransformer, TModel> : TrainerEstimatorBase<TTransformer, TModel>, IValidatingEstimator<TTransformer>
    where TTransformer : ISingleFeaturePredictionTransformer<TModel>
    where TModel : class
{
    private readonly IHostEnvironment _env;
    private readonly string _name;
    private readonly NetworkTrainerOptions _options;
    private readonly NetworkTask<TTransformer, TModel> _task;

    private protected NetworkTrainer(
        IHostEnvironment env, string name, NetworkTrainerOptions options, NetworkTask<TTransformer, TModel> task)
        : base(
            env.Register(name), TrainerUtils.MakeR4VecFeature(options.FeatureColumnName), task.Label(options.LabelColumnName),
            TrainerUtils.MakeR4ScalarWeightColumn(options.ExampleWeightColumnName))
    {
        _env = env;
        _name = name;
        _options = options;
        _task = task;
        var checks = new OptionChecks(name);
        task.Check(checks, options);
        checks.ThrowIfViolated(nameof(options));
    }

    /// <summary>What the trainer asks of a pipeline: neither normalization nor caching is needed.</summary>
    public override TrainerInfo Info => NetworkTrainerInfo.Value;

    /// <inheritdoc/>
    protected override PredictionKind PredictionKind => _task.Kind;

    /// <summary>Whether numeric features are clipped smoothly; a linear model's are not.</summary>
    private protected virtual bool ClipsFeatures => true;

    /// <summary>Trains on the data.</summary>
    /// <exception cref="ArgumentNullException">The data is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The data cannot be trained on; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The execution of the context was cancelled.</exception>
    /// <exception cref="DllNotFoundException">The application has no libtorch: it lacks a package such as TorchSharp-cpu.</exception>
    public new TTransformer Fit(IDataView input)
    {
        CheckData(input, nameof(input));
        return base.Fit(input);
    }

    /// <summary>
    /// Trains on the data, and measures after each epoch on validation rows, by which early stopping then keeps the best epoch's
    /// parameters.
    /// </summary>
    /// <param name="trainData">The rows to train on.</param>
    /// <param name="validationData">The rows to validate on, made by the same steps: with the same columns, and the same keys for the
    /// classes.</param>
    /// <inheritdoc cref="Fit(IDataView)" path="/exception"/>
    public TTransformer Fit(IDataView trainData, IDataView validationData)
    {
        CheckData(trainData, nameof(trainData));
        CheckData(validationData, nameof(validationData));
        var (type, validationType) = (trainData.Schema[FeatureColumn.Name].Type, validationData.Schema[FeatureColumn.Name].Type);
        if (!type.Equals(validationType))
        {
            throw Host.ExceptParam(nameof(validationData),
                $"{_name}: Feature column '{FeatureColumn.Name}' is {validationType} in the validation data and {type} in the " +
                "training data. Give it data made by the same pipeline.");
        }

        return TrainTransformer(trainData, validationData);
    }

    /// <summary>The columns that the fitted model gives.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has the wrong type.</exception>
    public new SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckSchema(inputSchema, nameof(inputSchema));
        return base.GetOutputSchema(inputSchema);
    }

    /// <inheritdoc/>
    protected override SchemaShape.Column[] GetOutputColumnsCore(SchemaShape inputSchema) =>
        _task.OutputColumns(inputSchema, LabelColumn.Name);

    /// <inheritdoc/>
    protected override void CheckLabelCompatible(SchemaShape.Column labelCol)
    {
        if (!_task.Accepts(labelCol))
            throw WrongType("Label", labelCol, _task.LabelRequirement, nameof(labelCol));
    }

    /// <inheritdoc/>
    protected override TModel TrainModelCore(TrainContext trainContext)
    {
        // Before the rows are read: without libtorch it would be in vain.
        TorchRuntime.Initialize();
        using var channel = Host.Start("Training");
        var device = GradientSources.ChooseDevice(_env, channel);
        var label = trainContext.TrainingSet.Schema.Label!.Value;
        var checkpoint = _options.CheckpointPath is { } path
            ? new TrainingCheckpoint(path, new CheckpointFile(path, _options.CheckpointSteps), Host)
            : null;
        var seed = TrainingSeed.Resolve(_options.Seed, _env, checkpoint?.Seed);
        var from = _options.ContinueFrom is { } model ? InitialModel.Of<TModel>(model, trainContext.TrainingSet.Schema, Host) : null;
        var rows = ReadRows(trainContext, label, seed, channel);

        // Those of classes are not counted in metrics.
        float[] metricWeights = [.. rows.Training.Weights];
        var task = _task.Prepare(label, rows.Training, from?.Parameters, _options.ValidationMetric, Host);
        var encoding = from?.Network.Encoding ?? InputEncodingFitter.Fit(rows.Training, ClipsFeatures);
        var table = new TableShape(
            rows.Training.Rows, encoding.NumericSlots, task.Outputs, _task.IsRegression, rows.Validation is not null);
        var recipe = _options.ChooseRecipe(table, from?.Network);
        if (rows.Validation is null && !recipe.SearchesRegularization)
            WarnOfIdleOptions(channel);
        from?.CheckEncoding(recipe.IsPiecewiseLinear, Host);
        if (from is null && recipe.IsPiecewiseLinear)
            encoding = PieceFitter.Add(encoding, rows.Training, Recipe.Pieces);
        var encoded = new EncodedRows(rows.Training, encoding, gather: ClipsFeatures);
        var validation = PrepareValidation(rows.Validation, encoding, task);

        var architecture = CreateArchitecture(encoded.Columns, task.Outputs, recipe);
        from?.CheckShape(architecture, ClipsFeatures, Host);
        var settings = TrainingSettings.Resolve(_options, recipe, table, seed);
        CheckWarmUp(settings);
        var monitor = new HostMonitor(Host, channel, _options.Progress, task.Measure.Name);
        IReadOnlyList<SearchLevel> levels = recipe.SearchesRegularization
            ? SearchLevel.All(architecture, _options.LevelWeightDecay(settings), _options.SetsDropout)
            : [];
        monitor.Started(
            architecture, settings, rows.Training.Rows, validation?.Rows ?? 0, [.. levels.Select(level => (level.WeightDecay, level.Dropout))]);
        checkpoint?.Identify(
            settings, architecture, task.Loss, from?.Network.Members, rows.Training,
            rows.Validation ?? new TrainingSet(rows.Training.Slots));
        using var torch = SingleThreadedTorch.Enter();
        var found = levels.Count > 0
            ? RegularizationSearch.Run(
                new SearchTask
                {
                    Levels = levels,
                    Settings = settings,
                    Loss = task.Loss,
                    Measure = task.Measure,
                    MetricWeights = metricWeights,
                    Rows = rows.Training,
                    Encoding = encoding,
                    Data = encoded,
                    Strata = _task.Strata,
                    Monitor = monitor,
                    Device = device,
                },
                checkpoint)
            : TrainOnce();
        var fraction = trainContext.ValidationSet is null ? (float)_options.ResolveValidationFraction() : 0;
        var history = new TrainingHistory(
            found.Result.Epochs, task.Measure.Name, found.Result.ModelEpoch, found.Result.End,
            SettledOptions.Of(
                settings with { WeightDecay = found.Chosen.WeightDecay }, found.Chosen.Architecture, recipe.SearchesRegularization,
                fraction > 0 ? fraction : null),
            found.Levels);
        monitor.Ended(history);
        return task.MakeModel(Host, new FittedNetwork(encoding, found.Result.Members), history);

        SearchResult TrainOnce()
        {
            using var source = GradientSources.Create(device, architecture, settings.BatchSize, rows.Training.Rows);
            var loop = new TrainingLoop(source, settings, task.Loss, monitor, encoded, validation);
            return new SearchResult(
                loop.Run(from?.Network.Members, checkpoint), new SearchLevel(settings.WeightDecay, architecture), Levels: []);
        }
    }

    /// <inheritdoc/>
    protected override TTransformer MakeTransformer(TModel model, DataViewSchema trainSchema) =>
        _task.MakeTransformer(Host, model, trainSchema, FeatureColumn.Name, LabelColumn.Name);

    /// <summary>The network to be trained.</summary>
    private protected abstract NetworkArchitecture CreateArchitecture(InputColumns columns, int outputs, Recipe recipe);

    private (TrainingSet Training, TrainingSet? Validation) ReadRows(
        TrainContext context, DataViewSchema.Column label, int seed, IChannel channel)
    {
        // Before any row is read, which may take long.
        var (given, fraction) = (context.ValidationSet, _options.ResolveValidationFraction());
        if (given is not null)
        {
            ColumnChecks.RequireSameClasses(label, given.Schema.Label!.Value, "the validation data", Host);
            ColumnChecks.RequireSameSlots(
                context.TrainingSet.Schema.Feature!.Value, given.Schema.Feature!.Value, "the validation data", Host);
        }

        if (given is not null && _options.SearchesRegularization == true)
        {
            throw Host.Except(
                $"{_name}: AutoRegularization is On, and its folds tell when to stop, so that it has no use for validation data. Call Fit " +
                "without, or set AutoRegularization to Off.");
        }

        if (given is null && fraction == 0 && _options.EarlyStopping == EarlyStopping.On)
        {
            throw Host.Except(
                $"{_name}: EarlyStopping is On and ValidationFraction is 0, so there are no rows to watch. Set ValidationFraction, " +
                "call Fit with validation data, or turn EarlyStopping off.");
        }

        var training = new TrainingSetReader("training", fewestRows: 2, Host, channel).Read(context.TrainingSet);
        _task.CheckRows(label, training, Host, channel);
        if (given is not null)
            return (training, new TrainingSetReader("validation", fewestRows: 1, Host, channel).Read(given));
        if (fraction > 0)
            return ValidationSplit.Take(training, fraction, _task.Strata, seed, Host);
        return (training, null);
    }

    private void WarnOfIdleOptions(IChannel channel)
    {
        if (_options.EarlyStoppingPatience is not null || _options.ValidationMetric != ValidationMetric.Loss)
        {
            channel.Warning(
                $"{_name}: there are no validation rows, so EarlyStoppingPatience and ValidationMetric do nothing. Set " +
                "ValidationFraction, or call Fit with validation data.");
        }
    }

    private Validation? PrepareValidation(TrainingSet? rows, InputEncoding encoding, PreparedTask<TModel> task)
    {
        if (rows is null)
            return null;
        float[] weights = [.. rows.Weights];
        task.PrepareRows(rows);
        var watchesMetric = _options.EarlyStopping != EarlyStopping.Off && _options.ValidationMetric != ValidationMetric.Loss;
        if (watchesMetric && !double.IsFinite(task.Measure.Measure(new float[rows.Rows * task.Outputs], [.. rows.Targets], weights)))
        {
            throw Host.Except(
                $"{_name}: ValidationMetric is {_options.ValidationMetric}, which the {rows.Rows} validation rows do not determine, " +
                "for their labels are all alike. Give more validation rows, or set ValidationMetric to Loss.");
        }

        return new Validation(rows, encoding, task.Loss, task.Measure, weights);
    }

    private void CheckWarmUp(TrainingSettings settings)
    {
        if (settings.WarmUpEpochs > 0 && settings.WarmUpEpochs >= settings.NumberOfEpochs)
        {
            throw Host.Except(FormattableString.Invariant(
                $"{_name}: WarmUpEpochs is {settings.WarmUpEpochs}; it must be below the number of epochs, {settings.NumberOfEpochs}."));
        }
    }

    private void CheckData(IDataView data, string parameter)
    {
        Host.CheckValue(data, parameter);
        CheckSchema(SchemaShape.Create(data.Schema), parameter);
    }

    /// <summary>As the base class does, but the messages say what to do.</summary>
    private void CheckSchema(SchemaShape schema, string parameter)
    {
        const string FeatureRequirement =
            "a vector of Single of known size. Append mlContext.Transforms.Concatenate for it before the trainer, " +
            "after converting and encoding what is not Single";
        const string WeightRequirement =
            "a Single. Append mlContext.Transforms.Conversion.ConvertType with DataKind.Single for it before the trainer";
        CheckColumn(
            schema, "Feature", FeatureColumn.Name, FeatureColumn.IsCompatibleWith, FeatureRequirement, "FeatureColumnName", parameter);
        CheckColumn(schema, "Label", LabelColumn.Name, _task.Accepts, _task.LabelRequirement, "LabelColumnName", parameter);
        if (WeightColumn.IsValid)
        {
            CheckColumn(
                schema, "Weight", WeightColumn.Name, WeightColumn.IsCompatibleWith, WeightRequirement, "ExampleWeightColumnName", parameter);
        }
    }

    private void CheckColumn(
        SchemaShape schema, string role, string name, Func<SchemaShape.Column, bool> accepts, string requirement, string option,
        string parameter)
    {
        if (!schema.TryFindColumn(name, out var column))
        {
            throw Host.ExceptParam(parameter,
                $"{_name}: {role} column '{name}' is missing; it must be {requirement}, or set {option} to one of the columns: " +
                $"{string.Join(", ", schema.Select(c => $"'{c.Name}'"))}.");
        }

        if (!accepts(column))
            throw WrongType(role, column, requirement, parameter);
    }

    private Exception WrongType(string role, SchemaShape.Column column, string requirement, string parameter) =>
        Host.ExceptParam(parameter, $"{_name}: {role} column '{column.Name}' is {column.GetTypeString()}; it must be {requirement}.");
}
