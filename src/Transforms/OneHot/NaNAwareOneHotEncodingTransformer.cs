using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using Microsoft.ML.Transforms;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.OneHot;

[assembly: LoadableClass(typeof(NaNAwareOneHotEncodingTransformer), null, typeof(SignatureLoadModel),
    "One-hot encoding with a slot for missing values", NaNAwareOneHotEncodingTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Encodes columns as vectors with one slot a category and a last one for missing values. Made by
/// <see cref="NaNAwareOneHotEncodingEstimator"/>, which says how; saved and loaded with <see cref="MLContext.Model"/>.
/// </summary>
/// <remarks>
/// Transforming data without one of the input columns, or with one that has another type than in training, is an
/// <see cref="ArgumentOutOfRangeException"/>. A damaged model fails to load, by a <see cref="FormatException"/>, which ML.NET may
/// wrap in an exception of its own. A transformer may be used by several threads at once.
/// </remarks>
public sealed class NaNAwareOneHotEncodingTransformer : OneToOneTransformerBase, ITransformer
{
    internal const string LoaderSignature = "NaNAwareOneHotEncoding";

    private readonly EncodedColumn[] _columns;

    internal NaNAwareOneHotEncodingTransformer(IHostEnvironment env, EncodedColumn[] columns)
        : base(env.Register(nameof(NaNAwareOneHotEncodingTransformer)),
            Array.ConvertAll(columns, column => (column.Output, column.Input.Name)))
        => _columns = columns;

    private NaNAwareOneHotEncodingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx.CheckColumnPairs(host))
        => _columns = Array.ConvertAll(ColumnPairs, pair => EncodedColumn.Load(host, ctx, pair.outputColumnName, pair.inputColumnName));

    /// <summary>Adds the encoded columns to the data, when they are read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing, or has another type than in training.</exception>
    public new IDataView Transform(IDataView input) => new EncodedView(Host, MakeDataTransform(input));

    IDataView ITransformer.Transform(IDataView input) => Transform(input);

    /// <summary>The categories of an encoded column, in the order of their slots, with their counts in training.</summary>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="element">
    /// The index from 0 of the element, if a vector is encoded whose elements have categories of their own.
    /// </param>
    /// <returns>
    /// The values, without the infrequent ones; those, as one, if there are any; the missing ones. A category that is encoded as all zeros
    /// has no slot.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or no such element.</exception>
    public IReadOnlyList<OneHotCategory> GetCategories(string outputColumnName, int element = 0)
    {
        var column = Find(outputColumnName);
        if (element < 0 || element >= column.Blocks.Elements)
        {
            throw new ArgumentOutOfRangeException(nameof(element), element, FormattableString.Invariant(
                $"{InputColumns.Encoding}: column '{outputColumnName}' has elements 0 to {column.Blocks.Elements - 1}. Name one of them."));
        }

        return column.CategoriesOf(element).All;
    }

    /// <summary>Turns an encoded scalar back into its category.</summary>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="encoded">A row's vector of that column.</param>
    /// <returns>
    /// The category, or null if the vector is all zeros and no category was dropped: the value was unseen, or it was missing and has no
    /// slot. If one was dropped, all zeros are taken for it.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such column, or the vector is not an encoded one.</exception>
    /// <exception cref="InvalidOperationException">The column was a vector, or is encoded as a key.</exception>
    public OneHotCategory? Inverse(string outputColumnName, VBuffer<float> encoded) => FindScalar(outputColumnName).Decode(encoded)[0];

    /// <summary>Turns a key back into its category.</summary>
    /// <param name="outputColumnName">The name of the encoded column, which has output kind <c>Key</c>.</param>
    /// <param name="key">The key; 0 is none.</param>
    /// <returns>The category, or null for key 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column, or no such key.</exception>
    /// <exception cref="InvalidOperationException">The column is not encoded as a key.</exception>
    public OneHotCategory? Inverse(string outputColumnName, uint key)
    {
        var column = Find(outputColumnName);
        if (column.Kind != OneHotEncodingEstimator.OutputKind.Key)
        {
            throw new InvalidOperationException(
                $"{InputColumns.Encoding}: column '{outputColumnName}' is encoded as a vector. Give a vector.");
        }

        var last = column.Blocks.Width;
        if (key > last)
        {
            throw new ArgumentOutOfRangeException(nameof(key), key, FormattableString.Invariant(
                $"{InputColumns.Encoding}: the keys of column '{outputColumnName}' are 1 to {last}. Give one of them, or 0."));
        }

        return column.CategoryAt(0, (int)key - 1);
    }

    /// <summary>Turns an encoded vector column back into the categories of its elements.</summary>
    /// <param name="outputColumnName">The name of the encoded column.</param>
    /// <param name="encoded">A row's vector of that column.</param>
    /// <returns>For each element what <see cref="Inverse(string, VBuffer{float})"/> gives for a scalar.</returns>
    /// <exception cref="ArgumentException">There is no such column, or the vector is not an encoded one.</exception>
    /// <exception cref="InvalidOperationException">The column is encoded as a bag or as keys.</exception>
    public IReadOnlyList<OneHotCategory?> InverseElements(string outputColumnName, VBuffer<float> encoded)
        => Find(outputColumnName).Decode(encoded);

    /// <summary>The same for a vector in an array, as a prediction engine gives it.</summary>
    /// <inheritdoc cref="Inverse(string, VBuffer{float})"/>
    public OneHotCategory? Inverse(string outputColumnName, ReadOnlySpan<float> encoded) => Inverse(outputColumnName, Buffer(encoded));

    /// <summary>The same for a vector in an array, as a prediction engine gives it.</summary>
    /// <inheritdoc cref="InverseElements(string, VBuffer{float})"/>
    public IReadOnlyList<OneHotCategory?> InverseElements(string outputColumnName, ReadOnlySpan<float> encoded)
        => InverseElements(outputColumnName, Buffer(encoded));

    /// <summary>Whether an encoded column was made here.</summary>
    internal bool Encodes(string outputColumnName) => Array.Exists(_columns, column => column.Output == outputColumnName);

    /// <summary>Found by ML.NET when it loads a model.</summary>
    internal static NaNAwareOneHotEncodingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(InternalsGuard.Check(env), ctx);

    private static NaNAwareOneHotEncodingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(NaNAwareOneHotEncodingTransformer));
        host.CheckValue(ctx, nameof(ctx));
        return new NaNAwareOneHotEncodingTransformer(host, ModelVersion.Check(ctx, Version()));
    }

    private static VersionInfo Version() => ModelVersion.First("NAN1HOTE", LoaderSignature);

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
        InputColumns.Check(Array.ConvertAll(_columns, column => column.Input), schema, Host, nameof(schema));
        return new Mapper(this, schema);
    }

    private static VBuffer<float> Buffer(ReadOnlySpan<float> encoded) => new(encoded.Length, encoded.ToArray());

    private EncodedColumn Find(string outputColumnName)
        => Array.Find(_columns, column => column.Output == outputColumnName) ?? throw new ArgumentOutOfRangeException(
            nameof(outputColumnName), outputColumnName, $"{InputColumns.Encoding}: there is no such encoded column; there are "
                + $"{string.Join(", ", _columns.Select(column => $"'{column.Output}'"))}. Name one of them.");

    private EncodedColumn FindScalar(string outputColumnName)
    {
        var column = Find(outputColumnName);
        return column.Input.Size is null ? column : throw new InvalidOperationException($"{InputColumns.Encoding}: column "
            + $"'{outputColumnName}' encodes a vector. Call {nameof(InverseElements)} instead.");
    }

    private sealed class Mapper(NaNAwareOneHotEncodingTransformer parent, DataViewSchema schema)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, schema), ISaveAsOnnx
    {
        // The base class knows its parent by its own type only, and keeps that to itself.
        private readonly EncodedColumn[] _columns = parent._columns;

        // What cannot be saved is refused while saving: where this said no, ML.NET would leave the encoding out, and only warn.
        public bool CanSaveOnnx(OnnxContext ctx) => true;

        public void SaveAsOnnx(OnnxContext ctx)
            => OnnxGraph.AddColumns(ctx, parent.ColumnPairs, (i, source) => OneHotOnnx.Save(ctx, _columns[i], source));

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => Array.ConvertAll(_columns, column => column.Description);

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            return _columns[iinfo].MakeGetter(input);
        }
    }
}
