using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace MlNetDl.Transforms.Models;

/// <summary>The cursor of a <see cref="BatchScoringView"/>.</summary>
internal sealed class BatchScoringCursor : RootCursorBase
{
    /// <summary>The first batch is small, for readers that want a few rows only; each further one is twice as large.</summary>
    private const int FirstBatch = 8;

    private const int LargestBatch = 480; // five blocks of the scorer

    /// <summary>Floats that the rows read ahead may take (4 MB).</summary>
    private const int LargestBuffer = 1 << 20;

    private readonly DataViewRowCursor _source;
    private readonly INetworkModel _model;
    private readonly BatchScores _scores;
    private readonly BufferedColumn?[] _passedThrough;
    private readonly Delegate?[] _getters;
    private readonly bool[] _active;
    private readonly ValueGetter<VBuffer<float>> _featureGetter;
    private readonly ValueGetter<DataViewRowId> _idGetter;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private VBuffer<float> _features;
    private int _size = FirstBatch;
    private int _filled;
    private bool _hasEnded;
    private bool _disposed;

    public BatchScoringCursor(
        IChannelProvider provider, DataViewRowCursor source, DataViewSchema schema, DataViewSchema.Column[] columns,
        int?[] sourceIndex, DataViewSchema.Column features, INetworkModel model,
        Func<DataViewSchema.Column, BatchScores, Delegate> createGetter)
        : base(provider)
    {
        _source = source;
        _model = model;
        Schema = schema;
        var capacity = Math.Clamp(LargestBuffer / model.RowFloats, 1, LargestBatch);
        _scores = new BatchScores(model.CreateBuffer(capacity));
        _ids = new DataViewRowId[capacity];
        _batches = new long[capacity];
        _featureGetter = source.GetGetter<VBuffer<float>>(features);
        _idGetter = source.GetIdGetter();

        _active = new bool[schema.Count];
        _passedThrough = new BufferedColumn?[schema.Count];
        _getters = new Delegate?[schema.Count];
        foreach (var column in columns.DistinctBy(column => column.Index))
        {
            _active[column.Index] = true;
            if (sourceIndex[column.Index] is { } index)
            {
                var buffered = BufferedColumn.Create(source, source.Schema[index], capacity);
                _passedThrough[column.Index] = buffered;
                _getters[column.Index] = buffered.CreateGetter(_scores);
            }
            else
            {
                _getters[column.Index] = createGetter(column, _scores);
            }
        }
    }

    public override DataViewSchema Schema { get; }

    public override long Batch => _scores.Row >= 0 ? _batches[_scores.Row] : 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Ch.CheckParam(_active[column.Index], nameof(column), "requested column is not active");
        return _getters[column.Index] as ValueGetter<TValue>
            ?? throw Ch.Except($"Column '{column.Name}' is {column.Type}; it cannot be read as {typeof(TValue)}.");
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) =>
    {
        value = _ids[_scores.Current];
    };

    protected override bool MoveNextCore()
    {
        if (_scores.Row + 1 >= _filled && !ReadBatch())
            return false;
        _scores.Row++;
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (_disposed)
            return;
        if (disposing)
        {
            _source.Dispose();
            _scores.Row = -1;
        }

        _disposed = true;
        base.Dispose(disposing);
    }

    private bool ReadBatch()
    {
        // First, so that rows are not served again should the source throw.
        _scores.Row = -1;
        _filled = 0;
        var size = Math.Min(_size, _ids.Length);
        var row = 0;
        for (; row < size && MoveSource(); row++)
        {
            _featureGetter(ref _features);
            _scores.Buffer.SetInput(row, in _features);
            _idGetter(ref _ids[row]);
            _batches[row] = _source.Batch;
            foreach (var column in _passedThrough)
                column?.Read(row);
        }

        _model.Score(_scores.Buffer, row);
        _filled = row;
        _size = size * 2;
        return row > 0;
    }

    /// <summary>Moves the source on, but not past its end: what happens there is left to each data view, and some begin anew.</summary>
    private bool MoveSource()
    {
        _hasEnded = _hasEnded || !_source.MoveNext();
        return !_hasEnded;
    }
}
