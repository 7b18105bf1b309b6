using Microsoft.ML;
using MlNetDl.Trainers;
using MlNetDl.Transforms.History;
using Xunit;

namespace MlNetDl.Tests.History;

/// <summary>The history's part of a model file, however it is damaged, is read as a history or refused, and cheaply.</summary>
public class TrainingHistoryFileTests
{
    /// <summary>A few arrays of the file's own size and an exception; a count believed would take gigabytes.</summary>
    private const long MostAllocated = 1 << 20;

    // Where things are, as the formats in ResolvedOptionsFile and TrainingHistoryFile say, for two hidden layers, a validation fraction, a
    // metric of eight letters, and two levels.
    private const int HiddenLayers = 0;
    private const int FirstUnits = 4;
    private const int FirstDropout = 8;
    private const int Activations = 20;
    private const int Members = 21;
    private const int NumericEncodings = 25;
    private const int AutoRegularizations = 26;
    private const int WeightDecay = 27;
    private const int WeightDecayForms = 31;
    private const int Optimizers = 32;
    private const int LearningRate = 33;
    private const int Schedules = 37;
    private const int BatchSize = 38;
    private const int NumberOfEpochs = 42;
    private const int FractionFlag = 50;
    private const int Fraction = 51;
    private const int ModelEpoch = 55;
    private const int End = 59;
    private const int MetricLength = 60;
    private const int Metric = 64;
    private const int Levels = 72;
    private const int FirstLevelDecay = 76;
    private const int FirstLevelDropout = 80;
    private const int FirstLevelLoss = 84;
    private const int FirstLevelEpoch = 92;
    private const int FirstLevelChosen = 96;
    private const int SecondLevelChosen = 117;
    private const int Epochs = 118;
    private const int FirstEpoch = 122;
    private const int FirstValidationFlag = 134;
    private const int FirstLayers = 168;
    private const int SecondEpoch = 212;
    private const int SecondLoss = 216;
    private const int SecondRate = 226;
    private const int SecondDeadUnits = 270;

    private static readonly RegularizationLevel[] _levels =
        [new(0.001f, 0, 1.0 / 3, 9, IsChosen: false), new(0.003f, 0.1f, 0.25, 2, IsChosen: true)];

    private readonly MLContext _mlContext = new();

    [Fact]
    public void What_was_written_is_read_to_the_bit()
    {
        var read = Read(Write(History()));

        Assert.Equal("Accuracy", read.Metric);
        Assert.Equal(2, read.ModelEpoch);
        Assert.Equal(9, read.NumberOfEpochs);
        Assert.Equal(TrainingEnd.EarlyStopping, read.End);
        Assert.Equivalent(Settled.Options(numberOfEpochs: 9), read.Options, strict: true);
        Assert.Equal(_levels, read.RegularizationLevels);
        Assert.Equal(2, read.Epochs.Count);
        AssertEqual(First(), read.Epochs[0]);
        AssertEqual(Second(), read.Epochs[1]);
    }

    [Fact]
    public void A_run_that_ended_before_its_first_epoch_is_read()
    {
        var read = Read(Write(new TrainingHistory([], "", 0, TrainingEnd.Cancelled, Settled.Options(1))));

        Assert.Empty(read.Epochs);
        Assert.Equal("", read.Metric);
        Assert.Equal(TrainingEnd.Cancelled, read.End);
        Assert.Empty(read.RegularizationLevels);
    }

    [Fact]
    public void Options_of_a_linear_model_without_a_validation_fraction_are_read()
    {
        var options = Settled.Options(1) with
        {
            HiddenLayers = [],
            Dropout = [],
            Activation = Activation.Identity,
            NumericEncoding = NumericEncoding.Standardize,
            AutoRegularization = AutoRegularization.Off,
            WeightDecay = 0,
            Seed = int.MinValue,
            ValidationFraction = null,
        };

        var read = Read(Write(new TrainingHistory([], "", 0, TrainingEnd.Completed, options)));

        Assert.Equivalent(options, read.Options, strict: true);
    }

    [Fact]
    public void A_level_that_diverged_is_read()
    {
        RegularizationLevel[] levels = [new(0.001f, 0, double.PositiveInfinity, 1, IsChosen: false), new(0.003f, 0.1f, 0.5, 1, IsChosen: true)];

        Assert.Equal(
            levels,
            Read(Write(new TrainingHistory([First()], "", 1, TrainingEnd.Completed, Settled.Options(1), levels))).RegularizationLevels);
    }

    [Fact]
    public void Infinite_losses_and_any_name_of_a_metric_are_read()
    {
        var epoch = First() with { ValidationLoss = double.PositiveInfinity, ValidationMetric = double.NegativeInfinity };

        var read = Read(Write(new TrainingHistory([epoch], "R² 😀", 1, TrainingEnd.Completed, Settled.Options(1))));

        Assert.Equal("R² 😀", read.Metric);
        AssertEqual(epoch, read.Epochs[0]);
    }

    [Fact]
    public void An_undefined_metric_is_read_as_none()
    {
        var epoch = First() with { ValidationMetric = double.NaN };

        var read = Read(Write(new TrainingHistory([epoch], "RSquared", 1, TrainingEnd.Completed, Settled.Options(1))));

        AssertEqual(First() with { ValidationMetric = null }, read.Epochs[0]);
    }

    [Fact]
    public void It_ends_where_it_was_written_to()
    {
        var file = Write(History());
        var stream = new MemoryStream([.. file, 1, 2, 3]);

        TrainingHistoryFile.Read(new BinaryReader(stream), _mlContext);

        Assert.Equal(file.Length, stream.Position);
    }

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        var file = Write(History());
        for (var length = 0; length < file.Length; length++)
            Assert.False(IsHistory(file[..length]), $"Cut to {length} of {file.Length} bytes, it was accepted.");
    }

    [Fact]
    public void Of_a_cut_file_the_message_tells_what_is_missing()
    {
        var error = Assert.Throws<FormatException>(() => Read(Write(History())[..^5]));

        Assert.Equal(
            "The training history in the model file is cut short or damaged: 8 more bytes are due, 3 are left. Save the model again.",
            error.Message);
    }

    [Theory]
    [InlineData(HiddenLayers)]
    [InlineData(MetricLength)]
    [InlineData(Levels)]
    [InlineData(Epochs)]
    [InlineData(FirstLayers)]
    public void A_damaged_count_is_refused(int position)
    {
        foreach (var count in new[] { int.MinValue, -1, 1 << 20, int.MaxValue })
            Assert.False(IsHistory(With(position, BitConverter.GetBytes(count))), $"A count of {count} at {position} was accepted.");
    }

    [Theory]
    [InlineData("an unknown end", End, 4)]
    [InlineData("a name that is no UTF-8", Metric, 0xFF)]
    [InlineData("a flag that is neither 0 nor 1", FirstValidationFlag, 2)]
    [InlineData("an unknown activation", Activations, 200)]
    [InlineData("an encoding that was not settled", NumericEncodings, 0)]
    [InlineData("an unknown encoding", NumericEncodings, 3)]
    [InlineData("a choice of regularization that was not settled", AutoRegularizations, 0)]
    [InlineData("an unknown choice of regularization", AutoRegularizations, 3)]
    [InlineData("an unknown form of weight decay", WeightDecayForms, 3)]
    [InlineData("an unknown optimizer", Optimizers, 4)]
    [InlineData("an unknown schedule", Schedules, 5)]
    [InlineData("a fraction that is neither there nor not", FractionFlag, 2)]
    [InlineData("no level that was chosen", SecondLevelChosen, 0)]
    [InlineData("two levels that were chosen", FirstLevelChosen, 1)]
    public void A_byte_without_a_meaning_is_refused(string what, int position, byte value) =>
        Assert.False(IsHistory(With(position, [value])), $"It accepted {what}.");

    [Theory]
    [InlineData("the run's epochs below those that were done", NumberOfEpochs, 3)]
    [InlineData("no epochs to be done", NumberOfEpochs, 0)]
    [InlineData("a model from an epoch that was not done", ModelEpoch, 5)]
    [InlineData("a model from a negative epoch", ModelEpoch, -1)]
    [InlineData("a level's epoch beyond the run's", FirstLevelEpoch, 10)]
    [InlineData("a level's epoch below 0", FirstLevelEpoch, -1)]
    [InlineData("a hidden layer without units", FirstUnits, 0)]
    [InlineData("no member", Members, 0)]
    [InlineData("a batch without rows", BatchSize, 0)]
    [InlineData("an epoch 0", FirstEpoch, 0)]
    [InlineData("a negative epoch", FirstEpoch, -1)]
    [InlineData("an epoch twice", SecondEpoch, 1)]
    [InlineData("epochs out of order", SecondEpoch, 0)]
    public void A_number_of_an_epoch_that_cannot_be_is_refused(string what, int position, int value) =>
        Assert.False(IsHistory(With(position, BitConverter.GetBytes(value))), $"It accepted {what}.");

    [Theory]
    [InlineData("a loss that is no number", SecondLoss, double.NaN)]
    [InlineData("a learning rate that is no number", SecondRate, double.NaN)]
    [InlineData("a negative learning rate", SecondRate, -1.0)]
    [InlineData("a negative share", SecondDeadUnits, -0.1)]
    [InlineData("a share above 1", SecondDeadUnits, 1.1)]
    [InlineData("a share that is no number", SecondDeadUnits, double.NaN)]
    [InlineData("an out-of-fold loss that is no number", FirstLevelLoss, double.NaN)]
    public void A_measurement_that_cannot_be_is_refused(string what, int position, double value) =>
        Assert.False(IsHistory(With(position, BitConverter.GetBytes(value))), $"It accepted {what}.");

    [Theory]
    [InlineData("a dropout of everything", FirstDropout, 1)]
    [InlineData("a negative dropout", FirstDropout, -0.1f)]
    [InlineData("a negative weight decay", WeightDecay, -1)]
    [InlineData("a weight decay that is no number", WeightDecay, float.NaN)]
    [InlineData("an infinite learning rate", LearningRate, float.PositiveInfinity)]
    [InlineData("a validation fraction of everything", Fraction, 1)]
    [InlineData("a level's negative weight decay", FirstLevelDecay, -1)]
    [InlineData("a level's dropout of everything", FirstLevelDropout, 1)]
    public void A_setting_that_cannot_be_is_refused(string what, int position, float value) =>
        Assert.False(IsHistory(With(position, BitConverter.GetBytes(value))), $"It accepted {what}.");

    [Fact]
    public void Damaged_bytes_are_refused_or_make_a_history()
    {
        var whole = Write(History());
        var random = new Random(1);
        var accepted = 0;
        for (var trial = 0; trial < 5000; trial++)
        {
            var file = whole.ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
                file[random.Next(file.Length)] ^= (byte)random.Next(1, 256);
            if (IsHistory(file[..random.Next(file.Length / 2, file.Length + 1)]) || IsHistory(file))
                accepted++;
        }

        // Most damage hits a measurement, and most numbers can be one: both outcomes must have come up.
        Assert.InRange(accepted, 500, 4999);
    }

    private bool IsHistory(byte[] file)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Read(file);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        }
    }

    private static TrainingHistory History() =>
        new([First(), Second()], "Accuracy", 2, TrainingEnd.EarlyStopping, Settled.Options(numberOfEpochs: 9), _levels);

    private static TrainingEpoch First() => new()
    {
        Epoch = 1,
        TrainingLoss = 0.1 + 0.2,
        ValidationLoss = 1.0 / 3,
        ValidationMetric = 0.75,
        LearningRate = 1e-3,
        GradientNorm = 1e30,
        LayerGradientNorms = [double.Epsilon, 5],
        WeightNorm = double.MaxValue,
        DeadUnits = 0.125,
        Seconds = 0.25,
    };

    /// <summary>An epoch without validation, and not the next one after the first.</summary>
    private static TrainingEpoch Second() => new()
    {
        Epoch = 4,
        TrainingLoss = -0.5,
        LearningRate = 0,
        GradientNorm = 0,
        LayerGradientNorms = [0, 0],
        WeightNorm = 0,
        DeadUnits = 1,
        Seconds = 0,
    };

    private static void AssertEqual(TrainingEpoch expected, TrainingEpoch actual)
    {
        Assert.Equal(expected.LayerGradientNorms, actual.LayerGradientNorms);
        // A record compares lists by reference.
        Assert.Equal(expected, actual with { LayerGradientNorms = expected.LayerGradientNorms });
    }

    private static byte[] With(int position, byte[] bytes)
    {
        var file = Write(History());
        bytes.CopyTo(file, position);
        return file;
    }

    private TrainingHistory Read(byte[] file) => TrainingHistoryFile.Read(new BinaryReader(new MemoryStream(file)), _mlContext);

    private static byte[] Write(TrainingHistory history)
    {
        var stream = new MemoryStream();
        TrainingHistoryFile.Write(new BinaryWriter(stream), history);
        return stream.ToArray();
    }
}
