using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.PiecewiseLinear;

/// <summary>What was learned of a slot; never changes, and so is shared by all cursors.</summary>
/// <param name="Edges">Where its pieces begin and end; a single one if all training values were equal.</param>
/// <param name="Median">What a missing value is encoded as where it has no column.</param>
/// <param name="HasMissing">Whether missing values have a column, the last one.</param>
internal sealed record PiecewiseSlot(float[] Edges, float Median, bool HasMissing)
{
    private const string Part = "The list of edges";

    /// <summary>The number of columns that are pieces; a slot that never varied has one of zeros.</summary>
    public int Pieces => Math.Max(Edges.Length - 1, 1);

    /// <summary>The number of columns.</summary>
    public int Width => Pieces + (HasMissing ? 1 : 0);

    /// <summary>The names of the columns, which begin with that of the slot: a piece is called by its lower edge.</summary>
    public IEnumerable<string> Names(string slot)
    {
        foreach (var edge in Edges.Take(Pieces))
            yield return FormattableString.Invariant($"{slot}>={edge}");

        if (HasMissing)
            yield return $"{slot}_nan";
    }

    /// <summary>Encodes a value.</summary>
    public void Encode(float value, Span<float> columns)
    {
        columns.Clear();
        if (HasMissing && float.IsNaN(value))
            columns[^1] = 1;
        else if (Edges.Length > 1)
            Fill(float.IsNaN(value) ? Median : value, columns);
    }

    public void Save(ModelSaveContext ctx)
    {
        // int: number of edges
        // the edges
        // float: the median
        // bool: whether missing values have a column
        ctx.Writer.Write(Edges.Length);
        foreach (var edge in Edges)
            ctx.Writer.Write(edge);
        ctx.Writer.Write(Median);
        ctx.Writer.Write(HasMissing);
    }

    public static PiecewiseSlot Load(IExceptionContext ectx, ModelLoadContext ctx)
    {
        var edges = new float[ctx.Reader.ReadCount(ectx, sizeof(float), Part, minimum: 1)];
        for (var i = 0; i < edges.Length; i++)
        {
            edges[i] = ctx.Reader.ReadSingle();
            ectx.CheckDecode(float.IsFinite(edges[i]) && (i == 0 || edges[i] > edges[i - 1]), "The edges of a slot are not in order.");
        }

        ctx.Reader.CheckRemaining(ectx, sizeof(float) + sizeof(bool), Part);
        var median = ctx.Reader.ReadSingle();
        ectx.CheckDecode(median >= edges[0] && median <= edges[^1], "The median of a slot is not between its edges.");
        return new PiecewiseSlot(edges, median, ctx.Reader.ReadBoolean());
    }

    private void Fill(float value, Span<float> columns)
    {
        var (piece, fraction) = PieceEdges.Locate(Edges, value);
        columns[..piece].Fill(1);
        columns[piece] = fraction;
    }
}
