using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms;
using MlNetDl.Transforms.MlNet;
using MlNetDl.Transforms.Tabular;

[assembly: LoadableClass(typeof(TabularFeaturesTransformer), null, typeof(SignatureLoadModel),
    "One vector of features of a table", TabularFeaturesTransformer.LoaderSignature)]

namespace MlNetDl.Transforms;

/// <summary>
/// Makes one vector of features of a table. Made by <see cref="TabularFeaturesEstimator"/>, which says how; saved and loaded with
/// <see cref="MLContext.Model"/>.
/// </summary>
/// <remarks>
/// Transforming data without one of the columns, or with one that is not what it was in training, is an
/// <see cref="ArgumentOutOfRangeException"/>. A damaged model fails to load, by a <see cref="FormatException"/>, which ML.NET may
/// wrap in an exception of its own. A transformer may be used by several threads at once.
/// </remarks>
public sealed class TabularFeaturesTransformer : RowToRowTransformerBase, ITransformer
{
    internal const string LoaderSignature = "TabularFeatures";

    private readonly FeatureVector _vector;

    internal TabularFeaturesTransformer(IHostEnvironment env, FeatureVector vector)
        : base(env.Register(nameof(TabularFeaturesTransformer)))
        => _vector = vector;

    private TabularFeaturesTransformer(IHost host, ModelLoadContext ctx)
        : base(host)
    {
        var name = ctx.LoadNonEmptyString();
        var blocks = new FeatureBlock[ctx.Reader.ReadCount(host, sizeof(int) + sizeof(byte), "The list of columns", minimum: 1)];
        for (var i = 0; i < blocks.Length; i++)
            blocks[i] = FeatureBlock.Load(host, ctx);
        _vector = new FeatureVector(name, blocks);
    }

    /// <summary>The name of the vector.</summary>
    public string OutputColumnName => _vector.Name;

    /// <summary>What was made of each column, in the order of the slots: all slots of the vector are of one of them.</summary>
    /// <example>
    /// The importance of a column is that of its slots together:
    /// <code>
    /// foreach (var column in model.GetTabularFeatures("Features").Columns)
    ///     Console.WriteLine($"{column.Name} {importance.Skip(column.FirstSlot).Take(column.NumberOfSlots).Sum()}");
    /// </code>
    /// </example>
    public IReadOnlyList<TabularColumn> Columns => _vector.Columns;

    /// <summary>Adds the vector to the data, when it is read.</summary>
    /// <param name="input">The data.</param>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing, or is not what it was in training.</exception>
    public new IDataView Transform(IDataView input) => new EncodedView(Host, MakeDataTransform(input));

    IDataView ITransformer.Transform(IDataView input) => Transform(input);

    /// <summary>Found by ML.NET when it loads a model.</summary>
    internal static TabularFeaturesTransformer Create(IHostEnvironment env, ModelLoadContext ctx) => Load(InternalsGuard.Check(env), ctx);

    private static TabularFeaturesTransformer Load(IHostEnvironment env, ModelLoadContext ctx)
    {
        var host = env.Register(nameof(TabularFeaturesTransformer));
        host.CheckValue(ctx, nameof(ctx));
        return new TabularFeaturesTransformer(host, ModelVersion.Check(ctx, Version()));
    }

    private static VersionInfo Version() => ModelVersion.First("TABFEATS", LoaderSignature);

    /// <inheritdoc/>
    protected override void SaveModel(ModelSaveContext ctx)
    {
        Host.CheckValue(ctx, nameof(ctx));
        ctx.CheckAtModel();
        ctx.SetVersionInfo(Version());

        // the name of the vector
        // int: number of columns
        // what was made of each
        ctx.SaveNonEmptyString(_vector.Name);
        ctx.Writer.Write(_vector.Blocks.Length);
        foreach (var block in _vector.Blocks)
            block.Save(ctx);
    }

    /// <inheritdoc/>
    protected override IRowMapper MakeRowMapper(DataViewSchema schema)
    {
        foreach (var block in _vector.Blocks)
            block.Check(schema, Host, nameof(schema));
        return new Mapper(this, schema);
    }

    private sealed class Mapper(TabularFeaturesTransformer parent, DataViewSchema schema)
        : MapperBase(parent.Host.Register(nameof(Mapper)), schema, parent), ISaveAsOnnx
    {
        // What cannot be saved is refused while saving: where this said no, ML.NET would leave the step out, and only warn.
        public bool CanSaveOnnx(OnnxContext ctx) => true;

        public void SaveAsOnnx(OnnxContext ctx) => parent._vector.Export(ctx);

        protected override DataViewSchema.DetachedColumn[] GetOutputColumnsCore() => [parent._vector.Description];

        protected override Delegate MakeGetter(DataViewRow input, int iinfo, Func<int, bool> activeOutput, out Action? disposer)
        {
            disposer = null;
            return parent._vector.MakeGetter(input);
        }

        protected override Func<int, bool> GetDependenciesCore(Func<int, bool> activeOutput)
        {
            var sources = activeOutput(0) ? parent._vector.Blocks.Select(block => InputSchema[block.Name].Index).ToHashSet() : [];
            return sources.Contains;
        }

        protected override void SaveModel(ModelSaveContext ctx) => parent.SaveModel(ctx);
    }
}
