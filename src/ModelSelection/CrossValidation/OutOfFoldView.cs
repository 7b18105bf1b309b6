using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetDl.ModelSelection.Splits;

namespace MlNetDl.ModelSelection.CrossValidation;

/// <summary>The rows that were split, each scored by the model of the fold that tests it.</summary>
internal sealed class OutOfFoldView : IDataView
{
    private readonly SplitSource _source;
    private readonly int[] _folds;
    private readonly ScoreColumns _scores;

    private OutOfFoldView(SplitSource source, int[] folds, ScoreColumns scores)
    {
        _source = source;
        _folds = folds;
        _scores = scores;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(source.Data.Schema);
        foreach (var column in scores.First)
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        Schema = builder.ToSchema();
    }

    public DataViewSchema Schema { get; }

    public bool CanShuffle => false;

    public long? GetRowCount() => _source.Rows;

    /// <exception cref="ArgumentOutOfRangeException">The folds do not test each row once, or the scores are not of one kind.</exception>
    public static OutOfFoldView Create(
        IHostEnvironment env, IReadOnlyList<DataOperationsCatalog.TrainTestData> folds, IReadOnlyList<IDataView> scored)
    {
        const string Method = "OutOfFoldPredictions";
        env.CheckParam(folds.Count > 0 && folds.Count == scored.Count, nameof(folds), FormattableString.Invariant(
            $"{Method}: there are {folds.Count} folds and {scored.Count} results. Give the results of these folds."));
        var tested = folds.Select(fold => fold.TestSet).OfType<RowSubsetView>().ToArray();
        env.CheckParam(
            tested.Length == folds.Count && tested.All(view => view.Source == tested[0].Source), nameof(folds),
            $"{Method}: the folds are not of one split by MlNetDl. Make them by StratifiedCrossValidationSplit or another of its splits.");

        var source = tested[0].Source;
        var foldOf = new int[source.Rows];
        for (var row = 0; row < foldOf.Length; row++)
        {
            int[] testing = [.. Enumerable.Range(0, tested.Length).Where(fold => tested[fold].Rows.Contains(row))];
            env.CheckParam(testing.Length == 1, nameof(folds), FormattableString.Invariant(
                $"{Method}: row {row} is tested in {testing.Length} folds. Give folds that test each row once, ") +
                "as those of one split into folds do that is not by time.");
            foldOf[row] = testing[0];
        }

        return new OutOfFoldView(source, foldOf, ScoreColumns.Find(env, Method, scored));
    }

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        var active = new bool[Schema.Count];
        foreach (var column in columnsNeeded)
            active[column.Index] = true;
        return new Cursor(this, _source.Data.GetRowCursor(_source.Data.Schema.Where(column => active[column.Index])), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded)];

    private sealed class Cursor : LinkedRowRootCursorBase
    {
        private readonly OutOfFoldView _view;
        private readonly ValueGetter<DataViewRowId> _getId;
        private readonly DataViewRowCursor[] _scored;
        private readonly ValueGetter<DataViewRowId>[] _getScoredId;
        private int _row = -1;

        public Cursor(OutOfFoldView view, DataViewRowCursor input, bool[] active)
            : base(view._source.Env, input, view.Schema, active)
        {
            _view = view;
            _getId = input.GetIdGetter();
            _scored = view._scores.Open(index => active[view._source.Data.Schema.Count + index]);
            _getScoredId = Array.ConvertAll(_scored, cursor => cursor.GetIdGetter());
        }

        public override long Batch => Input.Batch;

        public override ValueGetter<DataViewRowId> GetIdGetter() => Input.GetIdGetter();

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            Ch.CheckParam(IsColumnActive(column), nameof(column), "requested column not active");
            var score = column.Index - _view._source.Data.Schema.Count;
            if (score < 0)
                return Input.GetGetter<TValue>(Input.Schema[column.Index]);
            var getters = new ValueGetter<TValue>[_scored.Length];
            for (var fold = 0; fold < getters.Length; fold++)
                getters[fold] = _scored[fold].GetGetter<TValue>(_view._scores.Column(fold, score));
            return (ref TValue value) => getters[_view._folds[_row]](ref value);
        }

        protected override bool MoveNextCore()
        {
            if (!Input.MoveNext())
                return false;
            _row++;
            if (_scored.Length > 0)
                MoveScored();
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                Array.ForEach(_scored, cursor => cursor.Dispose());
            base.Dispose(disposing);
        }

        private void MoveScored()
        {
            DataViewRowId id = default, scoredId = default;
            var moved = _row < _view._folds.Length && _scored[_view._folds[_row]].MoveNext();
            if (moved)
            {
                _getId(ref id);
                _getScoredId[_view._folds[_row]](ref scoredId);
            }

            if (!moved || !id.Equals(scoredId))
            {
                throw _view._source.Refuse(FormattableString.Invariant(
                    $"row {_row} is not where its fold scored it: the data have changed, or the pipeline leaves rows out or moves them."));
            }
        }
    }
}
