using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MlNetDl.Transforms.Numerics;

namespace MlNetDl.Trainers.Network;

/// <summary>
/// The first layer's products, forward and backward, for the rows of one part: dense columns by a matrix product, all others by
/// adding up what a row gathers.
/// </summary>
/// <remarks>
/// <para>Of a feature in pieces, column t with mean m_t and weights w_t, a value in piece s at fraction f makes the sum over t of x_t w_t =
/// (1 - f) V_s + f V_s+1 with the running sums V_s = sum over t &lt; s of w_t - sum over all t of m_t w_t. So two vectors are gathered instead
/// of one for every piece, and the derivative by w_t is the sum over s &gt; t of that by V_s, less m_t times the sum over all s.</para>
/// <para>A member's inputs are multiplied by its input vector r, which is the same as multiplying the weights: r * w stands for w above.</para>
/// </remarks>
internal sealed class InputLayer
{
    private readonly NetworkArchitecture _architecture;
    private readonly InputColumns _columns;
    private readonly ParameterLayout _layout;
    private readonly Memory<float> _parameters;
    private readonly Memory<float> _dense;
    private readonly Memory<float> _mask;
    private readonly Memory<float> _vectors;
    private readonly Memory<float> _vectorGradients;
    private readonly Memory<float> _memberWeights;
    private readonly Memory<float> _memberGradients;
    private readonly MatrixView _denseWeights;
    private readonly MatrixView _denseGradients;
    private readonly float[] _suffix;
    private readonly float[] _total;
    private readonly float[] _columnGradient;
    private readonly List<GatheredInput> _gathered = [];
    private readonly int[] _starts;
    private readonly int[] _slots;

    /// <param name="architecture">The network.</param>
    /// <param name="layout">Where its parameters lie.</param>
    /// <param name="arena">Where buffers come from, <see cref="Size"/> floats of it.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="capacity">The most rows.</param>
    public InputLayer(
        NetworkArchitecture architecture, ParameterLayout layout, TensorArena arena, Memory<float> parameters, int capacity)
    {
        (_architecture, _columns, _layout, _parameters) = (architecture, architecture.Columns, layout, parameters);
        var (units, dense) = (architecture.Layers[0].Units, _columns.Dense.Length);
        _dense = arena.Take(capacity * dense);
        _mask = arena.Take(architecture.InputDropout > 0 ? capacity * _columns.Slots : 0);
        _vectors = arena.Take(_columns.Gathered * units);
        _vectorGradients = arena.Take(_columns.Gathered * units);
        if (HasInputVector)
        {
            _memberWeights = arena.Take(dense * units);
            _memberGradients = arena.Take(dense * units);
        }

        if (dense > 0)
            _denseWeights = DenseWeights(architecture, layout, arena, HasInputVector ? _memberWeights : parameters[layout.Weights(0)..]);
        if (HasInputVector && dense > 0)
            _denseGradients = DenseWeights(architecture, layout, arena, _memberGradients);
        (_suffix, _total, _columnGradient) = (new float[units], new float[units], new float[units]);
        _starts = new int[capacity + 1];
        _slots =
        [
            .. _columns.Sparse,
            .. _columns.Pieces.SelectMany(piece => Enumerable.Repeat(piece.Slot, piece.Count + 1)),
        ];
    }

    private bool HasInputVector => _architecture.Members > 1;

    private int Units => _architecture.Layers[0].Units;

    /// <summary>The floats it takes from the arena.</summary>
    public static long Size(NetworkArchitecture architecture, int capacity)
    {
        var (columns, units) = (architecture.Columns, architecture.Layers[0].Units);
        long Piece(long length) => Alignment.RoundUp(checked((int)length));

        return Piece((long)capacity * columns.Dense.Length) + Piece(architecture.InputDropout > 0 ? (long)capacity * columns.Slots : 0) +
            (2 * Piece((long)columns.Gathered * units)) + (architecture.Members > 1 ? 2 * Piece((long)columns.Dense.Length * units) : 0);
    }

    /// <summary>The weights of the dense columns as a matrix [columns, units], whichever way they lie.</summary>
    public static MatrixView DenseWeights(
        NetworkArchitecture architecture, ParameterLayout layout, TensorArena arena, Memory<float> memory)
    {
        var (units, dense) = (architecture.Layers[0].Units, architecture.Columns.Dense.Length);
        return layout.IsInputMajor ? arena.View(memory, dense, units) : arena.View(memory, units, dense).Flipped;
    }

    /// <summary>The dense columns of so many rows as a matrix, made once; null without any.</summary>
    public MatrixView? DenseView(TensorArena arena, int rows) =>
        _columns.Dense.Length == 0 ? null : arena.View(_dense, rows, _columns.Dense.Length);

    /// <summary>Takes in the rows of a step.</summary>
    /// <param name="data">The training rows.</param>
    /// <param name="rows">Which of them.</param>
    /// <param name="firstRow">The place of the first in the batch.</param>
    /// <param name="dropoutKey">The key of the step for input dropout.</param>
    public void Read(IInputRows data, ReadOnlySpan<int> rows, int firstRow, uint dropoutKey)
    {
        var dense = _columns.Dense.Length;
        _gathered.Clear();
        for (var r = 0; r < rows.Length; r++)
        {
            data.Dense(rows[r]).CopyTo(_dense.Span[(r * dense)..]);
            _gathered.AddRange(data.Gathered(rows[r]));
            _starts[r + 1] = _gathered.Count;
        }

        if (_architecture.InputDropout > 0)
            Drop(rows.Length, firstRow, dropoutKey);
    }

    /// <summary>Computes the sums of the first layer, biases not counted.</summary>
    /// <param name="member">The member.</param>
    /// <param name="dense">The view of the dense columns, see <see cref="DenseView"/>.</param>
    /// <param name="sumsView">The sums as a matrix.</param>
    /// <param name="sums">The sums, [rows, units].</param>
    /// <param name="rows">The rows.</param>
    public void Forward(int member, MatrixView? dense, MatrixView sumsView, Span<float> sums, int rows)
    {
        SetWeights(member);
        if (dense is { } inputs)
            sumsView.SetToProduct(inputs.Matrix, _denseWeights.Matrix);
        else
            sums[..(rows * Units)].Clear();
        if (_columns.Gathered == 0)
            return;
        for (var r = 0; r < rows; r++)
            ScaledVectors.Gather(Gathered(r), _vectors.Span[..(_columns.Gathered * Units)], sums.Slice(r * Units, Units));
    }

    /// <summary>Computes the gradient by the first layer's weights and by the member's input vector.</summary>
    /// <param name="member">The member.</param>
    /// <param name="dense">The view of the dense columns.</param>
    /// <param name="deltasView">The derivatives by the sums as a matrix.</param>
    /// <param name="deltas">The derivatives by the sums, [rows, units].</param>
    /// <param name="rows">The rows.</param>
    /// <param name="gradient">The part's gradient.</param>
    /// <param name="denseGradient">Its view of the dense columns' weights; only used without input vectors.</param>
    /// <param name="add">Whether the gradient by the weights is added to what is there.</param>
    public void Backward(
        int member, MatrixView? dense, MatrixView deltasView, ReadOnlySpan<float> deltas, int rows, Span<float> gradient,
        MatrixView? denseGradient, bool add)
    {
        if (dense is { } inputs)
            (HasInputVector ? _denseGradients : denseGradient!.Value).SetToProduct(inputs.Transposed, deltasView.Matrix);
        if (_columns.Gathered > 0)
        {
            var gradients = _vectorGradients.Span[..(_columns.Gathered * Units)];
            gradients.Clear();
            for (var r = 0; r < rows; r++)
                ScaledVectors.Scatter(Gathered(r), deltas.Slice(r * Units, Units), gradients);
        }

        StoreGradients(gradient, member, add);
    }

    private ReadOnlySpan<GatheredInput> Gathered(int row) =>
        CollectionsMarshal.AsSpan(_gathered)[_starts[row].._starts[row + 1]];

    /// <summary>Drops features: a feature's columns are dropped together, and become what they are at their mean, nothing.</summary>
    private void Drop(int rows, int firstRow, uint key)
    {
        var (slots, dense) = (_columns.Slots, _columns.Dense.Length);
        var mask = _mask.Span[..Alignment.RoundUp(rows * slots)];
        mask.Fill(1);
        Dropout.Apply(mask, [], _architecture.InputDropout, key, (uint)(firstRow * slots));
        var gathered = CollectionsMarshal.AsSpan(_gathered);
        for (var r = 0; r < rows; r++)
        {
            var factors = mask.Slice(r * slots, slots);
            var inputs = _dense.Span.Slice(r * dense, dense);
            for (var i = 0; i < dense; i++)
                inputs[i] *= factors[_columns.Dense[i]];
            foreach (ref var input in gathered[_starts[r].._starts[r + 1]])
                input = input with { Value = input.Value * factors[_slots[input.Vector]] };
        }
    }

    /// <summary>Makes the weights that the member's rows are multiplied by and gather from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SetWeights(int member)
    {
        var (units, dense, sparse) = (Units, _columns.Dense.Length, _columns.Sparse.Length);
        var weights = _parameters.Span[_layout.Weights(0)..];
        var factors = HasInputVector ? _parameters.Span.Slice(_layout.InputVector(member), _columns.Count) : [];
        for (var i = 0; HasInputVector && i < dense; i++)
            SetScaled(_memberWeights.Span.Slice(i * units, units), weights.Slice(i * units, units), factors[i]);
        for (var i = 0; i < sparse; i++)
        {
            var column = dense + i;
            SetScaled(_vectors.Span.Slice(i * units, units), weights.Slice(column * units, units), Factor(factors, column));
        }

        var (first, knot) = (_columns.Slots, sparse);
        foreach (var piece in _columns.Pieces)
        {
            var running = _vectors.Span.Slice(knot * units, units);
            running.Clear();
            for (var t = 0; t < piece.Count; t++)
                ScaledVectors.AddScaled(running, weights.Slice((first + t) * units, units), -piece.Means[t] * Factor(factors, first + t));
            for (var t = 0; t < piece.Count; t++)
            {
                var next = _vectors.Span.Slice((knot + t + 1) * units, units);
                running.CopyTo(next);
                ScaledVectors.AddScaled(next, weights.Slice((first + t) * units, units), Factor(factors, first + t));
                running = next;
            }

            first += piece.Count;
            knot += piece.Count + 1;
        }
    }

    /// <summary>Turns the gradient by what was gathered into that by the weights and the input vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StoreGradients(Span<float> gradient, int member, bool add)
    {
        var (units, dense, sparse) = (Units, _columns.Dense.Length, _columns.Sparse.Length);
        for (var i = 0; HasInputVector && i < dense; i++)
            Store(gradient, i, _memberGradients.Span.Slice(i * units, units), member, add);
        for (var i = 0; i < sparse; i++)
            Store(gradient, dense + i, _vectorGradients.Span.Slice(i * units, units), member, add);

        var (first, knot) = (_columns.Slots, sparse);
        foreach (var piece in _columns.Pieces)
        {
            Array.Clear(_total);
            for (var t = 0; t <= piece.Count; t++)
                VectorSum.Add(_total, _vectorGradients.Span.Slice((knot + t) * units, units));
            Array.Clear(_suffix);
            for (var t = piece.Count - 1; t >= 0; t--)
            {
                VectorSum.Add(_suffix, _vectorGradients.Span.Slice((knot + t + 1) * units, units));
                _suffix.CopyTo(_columnGradient, 0);
                ScaledVectors.AddScaled(_columnGradient, _total, -piece.Means[t]);
                Store(gradient, first + t, _columnGradient, member, add);
            }

            first += piece.Count;
            knot += piece.Count + 1;
        }
    }

    /// <summary>Stores the gradient by a column's weights as the member has them.</summary>
    private void Store(Span<float> gradient, int column, ReadOnlySpan<float> ofColumn, int member, bool add)
    {
        var start = _layout.Weights(0) + (column * Units);
        var stored = gradient.Slice(start, Units);
        if (!HasInputVector)
        {
            ofColumn.CopyTo(stored);
            return;
        }

        var place = _layout.InputVector(member) + column;
        if (add)
            ScaledVectors.AddScaled(stored, ofColumn, _parameters.Span[place]);
        else
            SetScaled(stored, ofColumn, _parameters.Span[place]);
        gradient[place] = ScaledVectors.Dot(ofColumn, _parameters.Span.Slice(start, Units));
    }

    private static void SetScaled(Span<float> result, ReadOnlySpan<float> vector, float factor)
    {
        result.Clear();
        ScaledVectors.AddScaled(result, vector, factor);
    }

    private static float Factor(ReadOnlySpan<float> factors, int column) => factors.IsEmpty ? 1 : factors[column];
}
