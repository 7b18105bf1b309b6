using MlNetDl.Trainers;

namespace MlNetDl.Benchmarks.Tables;

/// <summary>The plain network of the course: one network on standardized features, trained once.</summary>
internal static class PlainNetwork
{
    public static MlpTrainer.Options Plain(this MlpTrainer.Options options)
    {
        options.Members = 1;
        options.NumericEncoding = NumericEncoding.Standardize;
        options.AutoRegularization = AutoRegularization.Off;
        return options;
    }
}
