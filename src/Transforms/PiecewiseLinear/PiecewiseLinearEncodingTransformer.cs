using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.PiecewiseLinear;

[assembly: LoadableClass(typeof(PiecewiseLinearEncodingTransformer), null, typeof(SignatureLoadModel),
    "Piecewise-linear encoding of numbers", PiecewiseLinearEncodingTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Encodes numbers as one column for each piece of their range. Made by <see cref="PiecewiseLinearEncodingEstimator"/>, which says how;
/// saved and loaded with <see cref="MLContext.Model"/>.
/// </summary>
/// <remarks>
/// Transforming data without one of the input columns, or with one that is not of numbers or has another size than in training, is an
/// <see cref="ArgumentOutOfRangeException"/>. A damaged model fails to load, by a <see cref="FormatException"/>, which ML.NET may
/// wrap in an exception of its own. A transformer may be used by several threads at once.
/// </remarks>
public sealed class PiecewiseLinearEncodingTransformer : OneToOneTransformerBase, ITransformer
{
    internal const string LoaderSignature = "PiecewiseLinearEncoding";

    private readonly PiecewiseColumn[] _columns;

    internal PiecewiseLinearEncodingTransformer(IHostEnvironment env, PiecewiseColumn[] columns)
        : base(env.Register(nameof(PiecewiseLinearEncodingTransformer)),
            Array.ConvertAll(columns, column => (column.Description.Name, column.Input.Name)))
        => _columns = columns;

    private PiecewiseLinearEncodingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx.CheckColumnPairs(host))
        => _columns = Array.ConvertAll(
            ColumnPairs, pair => PiecewiseColumn.Load(host, ctx, pair.outputColumnName, pair.inputColumnName));

    /// <summary>Adds the encoded columns to the data, when they are read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or is not what it was in training.</exception>
    public new IDataView Transform(IDataView input) => new EncodedView(Host, MakeDataTransform(input));

    IDataView ITransformer.Transform(IDataView input) => Transform(input);

    /// <summary>Where the pieces of an encoded slot begin and end.</summary>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="element">The index from 0 of the element, if a vector is encoded.</param>
    /// <returns>The edges, in order; a single one if all training values were equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or no such element.</exception>
    public IReadOnlyList<float> GetEdges(string outputColumnName, int element = 0)
    {
        var column = Array.Find(_columns, column => column.Description.Name == outputColumnName)
            ?? throw new ArgumentOutOfRangeException(nameof(outputColumnName), outputColumnName,
                $"{NumericColumn.Encoding}: there is no such encoded column; there are "
                    + $"{string.Join(", ", _columns.Select(column => $"'{column.Description.Name}'"))}. Name one of them.");
        if (element < 0 || element >= column.Slots.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(element), element, FormattableString.Invariant(
                $"{NumericColumn.Encoding}: column '{outputColumnName}' has elements 0 to {column.Slots.Length - 1}. Name one of them."));
        }

        return [.. column.Slots[element].Edges];
    }

    /// <summary>Found by ML.NET when it loads a model.</summary>
    internal static PiecewiseLinearEncodingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(InternalsGuard.Check(env), ctx);

    private static PiecewiseLinearEncodingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(PiecewiseLinearEncodingTransformer));
        host.CheckValue(ctx, nameof(ctx));
        return new PiecewiseLinearEncodingTransformer(host, ModelVersion.Check(ctx, Version()));
    }

    private static VersionInfo Version() => ModelVersion.First("PCWSLINE", LoaderSignature);

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());

        // the pairs of columns
        // for each of them: what was learned
        SaveColumns(ctx);
        foreach (var column in _columns)
            column.Save(ctx);
    }

    /// <inheritdoc/>
    protected override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        foreach (var column in _columns)
            column.Input.Check(schema, Host, nameof(schema));
        return new Mapper(this, schema);
    }

    private sealed class Mapper(PiecewiseLinearEncodingTransformer parent, DataViewSchema schema)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, schema), ISaveAsOnnx
    {
        // The base class knows its parent by its own type only, and keeps that to itself.
        private readonly PiecewiseColumn[] _columns = parent._columns;

        public bool CanSaveOnnx(OnnxContext ctx) => true;

        public void SaveAsOnnx(OnnxContext ctx)
            => OnnxGraph.AddColumns(ctx, parent.ColumnPairs, (i, source) => PiecewiseOnnx.Save(ctx, _columns[i], source));

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => Array.ConvertAll(_columns, column => column.Description);

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            return _columns[iinfo].MakeGetter(input);
        }
    }
}
