using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Models;

/// <summary>
/// Data with the predictions of a model, many rows scored at a time: a cursor reads some rows ahead, scores them together,
/// and then hands them out.
/// </summary>
/// <remarks>
/// ML.NET writes a pipeline into an ONNX graph by walking back through its data. The view writes itself, for the graph of ML.NET's own
/// binary scorer fails for a whole batch, where one score is NaN.
/// </remarks>
internal sealed class BatchScoringView : ITransformCanSaveOnnx
{
    private readonly IHost _host;
    private readonly IDataTransform _rowByRow;
    private readonly IDataView _source;
    private readonly DataViewSchema.Column _features;
    private readonly INetworkModel _model;
    private readonly Func<DataViewSchema.Column, BatchScores, Delegate> _createGetter;
    private readonly Action<OnnxContext, string, IReadOnlyDictionary<string, string>> _saveOnnx;
    private readonly int?[] _sourceIndex;

    /// <param name="host">The transformer's host.</param>
    /// <param name="rowByRow">The same view by ML.NET's own scorer.</param>
    /// <param name="source">The data without predictions.</param>
    /// <param name="featureColumn">The name of the feature column.</param>
    /// <param name="model">The model.</param>
    /// <param name="createGetter">Makes the getter of a column that is not the source's.</param>
    /// <param name="saveOnnx">Writes the predictions into a graph, as <see cref="INetworkModel.SaveOnnx"/> does.</param>
    public BatchScoringView(
        IHost host, IDataView rowByRow, IDataView source, string featureColumn, INetworkModel model,
        Func<DataViewSchema.Column, BatchScores, Delegate> createGetter,
        Action<OnnxContext, string, IReadOnlyDictionary<string, string>> saveOnnx)
    {
        _host = host;
        _rowByRow = (IDataTransform)rowByRow;
        _source = source;
        _features = source.Schema[featureColumn];
        _model = model;
        _createGetter = createGetter;
        _saveOnnx = saveOnnx;
        _sourceIndex = MapToSource(rowByRow.Schema, source.Schema);
    }

    public bool CanShuffle => _source.CanShuffle;

    public DataViewSchema Schema => _rowByRow.Schema;

    IDataView IDataTransform.Source => _source;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        return MustGoRowByRow(columns)
            ? _rowByRow.GetRowCursor(columns, rand)
            : CreateCursor(_source.GetRowCursor(NeededFromSource(columns), rand), columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        var columns = columnsNeeded.ToArray();
        return MustGoRowByRow(columns)
            ? _rowByRow.GetRowCursorSet(columns, n, rand)
            : [.. _source.GetRowCursorSet(NeededFromSource(columns), n, rand).Select(cursor => CreateCursor(cursor, columns))];
    }

    bool ICanSaveOnnx.CanSaveOnnx(OnnxContext ctx) => true;

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx)
    {
        var predictions = Schema.Where(column => _sourceIndex[column.Index] is null).ToArray();
        // As everywhere in ML.NET, what a step before could not write is missing, and so is what would be made of it.
        if (!ctx.ContainsColumn(_features.Name))
        {
            foreach (var column in predictions)
                ctx.RemoveColumn(column.Name);
            return;
        }

        var features = ctx.GetVariableName(_features.Name);
        ctx.CheckOpSetVersion(NetworkOnnx.MinimumOpSet, _model.GetType().Name);
        _saveOnnx(ctx, features, predictions.ToDictionary(
            column => column.Name, column => ctx.AddIntermediateVariable(column.Type, column.Name)));
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => _rowByRow.Save(ctx);

    private BatchScoringCursor CreateCursor(DataViewRowCursor source, DataViewSchema.Column[] columns) =>
        new(_host, source, Schema, columns, _sourceIndex, source.Schema[_features.Index], _model, _createGetter);

    /// <summary>
    /// Where no prediction is wanted there is nothing to gain; and an object, such as an image, must not be read before its
    /// reader asks, who may keep or dispose of it.
    /// </summary>
    private bool MustGoRowByRow(DataViewSchema.Column[] columns) =>
        columns.All(column => _sourceIndex[column.Index] is not null)
        || columns.Any(column => _sourceIndex[column.Index] is not null
            && !((column.Type as VectorDataViewType)?.ItemType ?? column.Type).RawType.IsValueType);

    private IEnumerable<DataViewSchema.Column> NeededFromSource(DataViewSchema.Column[] columns) => columns
        .Select(column => _sourceIndex[column.Index])
        .OfType<int>()
        .Append(_features.Index)
        .Distinct()
        .Select(index => _source.Schema[index]);

    /// <summary>
    /// For each column of the view its index in the source, null for a prediction. ML.NET's scorers keep the source's columns
    /// in order and put a prediction at the end, or right behind the column of the same name that it hides.
    /// </summary>
    private static int?[] MapToSource(DataViewSchema view, DataViewSchema source)
    {
        var map = new int?[view.Count];
        var next = 0;
        for (var i = 0; i < view.Count; i++)
        {
            if (next < source.Count && view[i].Name == source[next].Name)
                map[i] = next++;
        }

        return map;
    }
}
