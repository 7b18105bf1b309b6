using System.ComponentModel;
using MlNetDl.Benchmarks.Tables;
using Spectre.Console.Cli;

namespace MlNetDl.Benchmarks.FashionMnist;

internal sealed class FashionMnistSettings : DataSettings
{
    [CommandOption("--held-out")]
    [Description("Trains on the first 50,000 training rows and measures on the other 10,000: what the options were chosen by.")]
    public bool HeldOut { get; init; }
}
