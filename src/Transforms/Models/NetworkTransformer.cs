using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Models;

namespace MlNetDl.Transforms;

/// <summary>
/// A fitted network as a prediction transformer. ML.NET's own scorer gives the columns, their annotations and the row by row
/// mapping; only bulk data takes another way, many rows at a time.
/// </summary>
/// <typeparam name="TModel">The model parameters.</typeparam>
public abstract class NetworkTransformer<TModel> : SingleFeaturePredictionTransformerBase<TModel>, ITransformer, INetworkTransformer
    where TModel : class
{
    private protected NetworkTransformer(IHost host, TModel model, DataViewSchema trainSchema, string featureColumn, string labelColumn)
        : base(host, model, trainSchema, featureColumn)
    {
        LabelColumnName = labelColumn;
        ReplaceScorer();
    }

    private protected NetworkTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx)
    {
        // *** Binary format ***
        // <base info>
        // string: the label column in training
        LabelColumnName = ctx.LoadNonEmptyString();
        CheckFeatures();
        ReplaceScorer();
    }

    /// <summary>The label column in training.</summary>
    internal string LabelColumnName { get; }

    DataViewSchema INetworkTransformer.TrainSchema => TrainSchema;

    INetworkModel INetworkTransformer.Model => (INetworkModel)Model;

    string INetworkTransformer.LabelColumnName => LabelColumnName;

    /// <summary>Adds the columns of predictions to the data, when they are read.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The feature column is missing, is not the type that the model was trained on, or has its slots in another order.
    /// </exception>
    public new IDataView Transform(IDataView input)
    {
        Host.CheckValue(input, nameof(input));
        CheckFeatures(input.Schema, nameof(input));
        return new BatchScoringView(
            Host, Scorer.ApplyToData(Host, input), input, FeatureColumnName, (INetworkModel)Model, CreateGetter, SaveOnnx);
    }

    IDataView ITransformer.Transform(IDataView input) => Transform(input);

    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckFeatures(inputSchema, nameof(inputSchema));
        return GetOutputSchema(inputSchema);
    }

    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema)
    {
        Host.CheckValue(inputSchema, nameof(inputSchema));
        CheckFeatures(inputSchema, nameof(inputSchema));
        return (IRowToRowMapper)Scorer.ApplyToData(Host, new EmptyDataView(Host, inputSchema));
    }

    /// <inheritdoc/>
    protected override void SaveCore(ModelSaveContext ctx)
    {
        base.SaveCore(ctx);
        ctx.SaveNonEmptyString(LabelColumnName);
    }

    /// <summary>Makes ML.NET's own scorer of the task.</summary>
    /// <param name="schema">The columns in training, with their roles.</param>
    private protected abstract RowToRowScorerBase CreateScorer(RoleMappedSchema schema);

    /// <summary>The model as ML.NET's scorers want it.</summary>
    private protected ISchemaBoundMapper BindModel(RoleMappedSchema schema) => BindableMapper.Bind(Host, schema);

    /// <summary>Makes the getter of a column of predictions.</summary>
    /// <param name="column">A column that ML.NET's scorer adds.</param>
    /// <param name="scores">The scores of the rows at hand, and which row is current.</param>
    private protected abstract Delegate CreateGetter(DataViewSchema.Column column, BatchScores scores);

    /// <summary>Writes the columns of predictions into an ONNX graph.</summary>
    /// <inheritdoc cref="INetworkModel.SaveOnnx" path="/param"/>
    private protected virtual void SaveOnnx(OnnxContext ctx, string features, IReadOnlyDictionary<string, string> predictions) =>
        ((INetworkModel)Model).SaveOnnx(ctx, features, predictions);

    /// <summary>Makes the scorer anew, after what it depends on has changed.</summary>
    private protected void ReplaceScorer() =>
        Scorer = CreateScorer(new RoleMappedSchema(TrainSchema, LabelColumnName, FeatureColumnName));

    /// <summary>A damaged file may hold a network that does not fit the columns it was trained on.</summary>
    private void CheckFeatures()
    {
        var inputs = ((INetworkModel)Model).Network.Inputs;
        Host.CheckDecode(
            FeatureColumnType is VectorDataViewType vector && vector.Size == inputs,
            $"The network in the model file has {inputs} inputs; feature column '{FeatureColumnName}' is {FeatureColumnType}.");
    }

    private void CheckFeatures(DataViewSchema schema, string parameter)
    {
        var column = schema.GetColumnOrNull(FeatureColumnName);
        if (column is null)
        {
            throw Host.ExceptParam(parameter,
                $"Feature column '{FeatureColumnName}' is missing; the model was trained on {FeatureColumnType}. " +
                "Give it data made by the same pipeline as in training.");
        }

        if (!column.Value.Type.Equals(FeatureColumnType))
        {
            throw Host.ExceptParam(parameter,
                $"Feature column '{FeatureColumnName}' is {column.Value.Type}; the model was trained on {FeatureColumnType}. " +
                "Give it data made by the same pipeline as in training.");
        }

        if (SlotOrder.FirstMoved(column.Value, TrainSchema[FeatureColumnName]) is { } moved)
        {
            throw Host.ExceptParam(parameter,
                $"Feature column '{FeatureColumnName}' has '{moved.Found}' in slot {moved.Slot}; in training it had '{moved.Learned}' " +
                "there, and the same slots in another order. Give it data made by the same pipeline as in training.");
        }
    }
}
