using Microsoft.ML;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.Tabular;

/// <summary>The slots that one column has in the vector, and how they are filled. Never changes, and so is shared by all cursors.</summary>
internal abstract class FeatureBlock(string name, TabularColumnKind kind)
{
    // Where several slots want one name, the lowest rank goes first: a number is always found by the name of its column.
    protected const int NumberRank = 0, SpecialRank = 1, ValueRank = 2;

    /// <summary>The name of the column.</summary>
    public string Name => name;

    /// <summary>The number of slots.</summary>
    public abstract long Width { get; }

    /// <summary>The most slots that are not 0 in a row.</summary>
    public abstract int MostEntries { get; }

    /// <summary>The names that the slots want, in order.</summary>
    public abstract IEnumerable<(string Name, int Rank)> Names { get; }

    /// <summary>The slots that are one category each, as pairs of the first and the last.</summary>
    public virtual IEnumerable<(int First, int Last)> CategoricalRanges => [];

    /// <summary>Refuses data in which the column is not what it was when the block was learned.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is not there or is another.</exception>
    public abstract void Check(DataViewSchema schema, IExceptionContext ectx, string parameter);

    /// <summary>Makes what reads the column's values; for one thread.</summary>
    public abstract BlockReader MakeReader(DataViewRow row);

    /// <summary>Adds the block to an ONNX graph, and gives the variable it is in.</summary>
    public abstract string Export(OnnxContext ctx, OnnxGraph graph, string source);

    /// <summary>What there is to tell of the column.</summary>
    /// <param name="first">The block's first slot in the vector.</param>
    /// <param name="slotNames">The names that its slots have been given.</param>
    public abstract TabularColumn Describe(int first, string[] slotNames);

    public static FeatureBlock Load(IExceptionContext ectx, ModelLoadContext ctx)
    {
        var name = ctx.LoadNonEmptyString();
        ctx.Reader.CheckRemaining(ectx, sizeof(byte), "The description of a column");
        return (TabularColumnKind)ctx.Reader.ReadByte() switch
        {
            TabularColumnKind.Numeric => NumericBlock.Load(ectx, ctx, name),
            TabularColumnKind.Categorical => CategoricalBlock.Load(ectx, ctx, name),
            _ => throw ectx.ExceptDecode("A column is of a kind this version does not know."),
        };
    }

    public void Save(ModelSaveContext ctx)
    {
        // the name of the column
        // byte: what was made of it
        // what was learned
        ctx.SaveNonEmptyString(name);
        ctx.Writer.Write((byte)kind);
        SaveLearned(ctx);
    }

    protected abstract void SaveLearned(ModelSaveContext ctx);
}

/// <summary>Reads a row's part of the vector; for one thread.</summary>
internal abstract class BlockReader
{
    /// <summary>Lists the slots that are not 0, in order, and their values; returns how many there are.</summary>
    /// <param name="first">The index of the block's first slot.</param>
    /// <param name="indices">Takes the indices of the slots.</param>
    /// <param name="values">Takes their values.</param>
    public abstract int List(int first, Span<int> indices, Span<float> values);
}
