using Microsoft.ML;
using MlNetDl.Tests.Support;
using MlNetDl.Trainers;
using Xunit;

namespace MlNetDl.Tests.Mlp;

public class NullArgumentTests
{
    private readonly MLContext _mlContext = new(seed: 1);

    [Fact]
    public void A_trainer_needs_a_context()
    {
        Assert.Equal("env", Assert.Throws<ArgumentNullException>(() => new MlpTrainer(null!)).ParamName);
        Assert.Equal("env", Assert.Throws<ArgumentNullException>(() => new MlpMulticlassTrainer(null!)).ParamName);
        MulticlassClassificationCatalog.MulticlassClassificationTrainers none = null!;
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => none.Mlp()).ParamName);
        Assert.Equal("catalog", Assert.Throws<ArgumentNullException>(() => none.Mlp(new MlpTrainer.Options())).ParamName);
    }

    [Fact]
    public void Without_options_the_defaults_hold()
    {
        Assert.False(new MlpTrainer(_mlContext).Info.NeedNormalization);
        Assert.NotNull(new MlpMulticlassTrainer(_mlContext, null));
    }

    [Fact]
    public void The_catalogs_overload_with_options_needs_them() => Assert.Equal("options",
        Assert.Throws<ArgumentNullException>(() => _mlContext.MulticlassClassification.Trainers.Mlp(options: null!)).ParamName);

    [Fact]
    public void Fit_and_GetOutputSchema_need_an_argument()
    {
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => new MlpTrainer(_mlContext).Fit(null!)).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => new MlpMulticlassTrainer(_mlContext).Fit(null!)).ParamName);
        Assert.Equal("inputSchema",
            Assert.Throws<ArgumentNullException>(() => new MlpTrainer(_mlContext).GetOutputSchema(null!)).ParamName);
    }

    [Fact]
    public void A_fitted_model_needs_data_and_schemas()
    {
        var model = Blobs.Model(_mlContext);
        ITransformer transformer = model;

        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => model.Transform(null!)).ParamName);
        Assert.Equal("input", Assert.Throws<ArgumentNullException>(() => transformer.Transform(null!)).ParamName);
        Assert.Equal("inputSchema", Assert.Throws<ArgumentNullException>(() => transformer.GetOutputSchema(null!)).ParamName);
        Assert.Equal("inputSchema", Assert.Throws<ArgumentNullException>(() => transformer.GetRowToRowMapper(null!)).ParamName);
    }
}
