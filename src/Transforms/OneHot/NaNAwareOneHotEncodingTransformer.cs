using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
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
public sealed class NaNAwareOneHotEncodingTransformer : OneToOneTransformerBase
{
    internal const string LoaderSignature = "NaNAwareOneHotEncoding";

    private readonly EncodedColumn[] _columns;

    internal NaNAwareOneHotEncodingTransformer(IHostEnvironment env, (string Output, string Input)[] columns, Categories[] categories)
        : base(env.Register(nameof(NaNAwareOneHotEncodingTransformer)), columns)
    {
        _columns = EncodedColumns(categories);
    }

    private NaNAwareOneHotEncodingTransformer(IHost host, ModelLoadContext ctx)
        : base(host, ctx.CheckColumnPairs(host))
    {
        _columns = EncodedColumns(Array.ConvertAll(ColumnPairs, _ => Categories.Load(host, ctx)));
    }

    /// <summary>Found by ML.NET when it loads a model.</summary>
    internal static NaNAwareOneHotEncodingTransformer Create(IHostEnvironment env, ModelLoadContext ctx)
        => Load(InternalsGuard.Check(env), ctx);

    private static NaNAwareOneHotEncodingTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(NaNAwareOneHotEncodingTransformer));
        host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel(GetVersionInfo());
        return new NaNAwareOneHotEncodingTransformer(host, ctx);
    }

    private static VersionInfo GetVersionInfo() => new(
        modelSignature: "NAN1HOTE",
        verWrittenCur: 0x00010001, // First
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        // The simple name: with a full one, a model could not be loaded by an older version of the assembly.
        loaderAssemblyName: typeof(NaNAwareOneHotEncodingTransformer).Assembly.GetName().Name!,
        loaderSignature: LoaderSignature);

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(GetVersionInfo());

        // the pairs of columns
        // for each of them: its categories
        SaveColumns(ctx);
        foreach (var column in _columns)
            column.Categories.Save(ctx);
    }

    /// <inheritdoc/>
    protected override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        var shape = SchemaShape.Create(schema);
        foreach (var column in _columns)
            InputColumns.CheckKind(column.Input, column.Categories.Kind, shape, Host, nameof(schema));

        return new Mapper(this, schema);
    }

    private EncodedColumn[] EncodedColumns(Categories[] categories)
        => [.. ColumnPairs.Zip(categories, (pair, learned) => new EncodedColumn(pair.outputColumnName, pair.inputColumnName, learned))];

    private sealed class Mapper(NaNAwareOneHotEncodingTransformer parent, DataViewSchema schema)
        : OneToOneMapperBase(parent.Host.Register(nameof(Mapper)), parent, schema)
    {
        // The base class knows its parent by its own type only, and keeps that to itself.
        private readonly EncodedColumn[] _columns = parent._columns;

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore()
            => Array.ConvertAll(_columns, column => column.Describe());

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            return _columns[iinfo].MakeGetter(input, input.Schema[ColMapNewToOld[iinfo]]);
        }
    }
}
