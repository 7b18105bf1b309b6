using Microsoft.ML;
using MlNetDl.Trainers;
using MlNetDl.Transforms.Models;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>The network's part of a model file, however it is damaged, is read as a network or refused, and cheaply.</summary>
public class NetworkFileTests
{
    /// <summary>A few arrays of the file's own size and an exception; a count believed would take gigabytes.</summary>
    private const long MostAllocated = 1 << 20;

    private readonly MLContext _mlContext = new();

    [Fact]
    public void What_was_written_is_read_to_the_bit()
    {
        var file = Write(Network());

        var read = NetworkFile.Read(new BinaryReader(new MemoryStream(file)), _mlContext);

        Assert.Equal(file, Write(read));
        Assert.Equal([Activation.Tanh, Activation.Identity], read.Members[0].Select(layer => layer.Activation));
        Assert.True(read.Encoding.IsClipped(1));
        Assert.False(read.Encoding.IsClipped(0));
    }

    [Fact]
    public void Cut_anywhere_it_is_refused()
    {
        var file = Write(Network());
        for (var length = 0; length < file.Length; length++)
            Assert.False(IsNetwork(file[..length]), $"Cut to {length} of {file.Length} bytes, it was accepted.");
    }

    [Fact]
    public void Of_a_cut_file_the_message_tells_what_is_missing()
    {
        var file = Write(Network());

        var error = Assert.Throws<FormatException>(
            () => NetworkFile.Read(new BinaryReader(new MemoryStream(file[..^5])), _mlContext));

        Assert.Equal(
            "The network in the model file is cut short or damaged: 8 more bytes are due, 3 are left. Save the model again.",
            error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(35)]
    public void A_damaged_count_is_refused(int position)
    {
        foreach (var count in new[] { int.MinValue, -1, 0, 1 << 20, int.MaxValue })
        {
            var file = Write(Network());
            BitConverter.GetBytes(count).CopyTo(file, position);
            Assert.False(IsNetwork(file), $"A count of {count} at {position} was accepted.");
        }
    }

    [Fact]
    public void Damaged_bytes_are_refused_or_make_a_network_that_scores()
    {
        var whole = Write(Network());
        var random = new Random(1);
        var accepted = 0;
        for (var trial = 0; trial < 5000; trial++)
        {
            var file = whole.ToArray();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
                file[random.Next(file.Length)] ^= (byte)random.Next(1, 256);
            if (IsNetwork(file[..random.Next(file.Length / 2, file.Length + 1)]) || IsNetwork(file))
                accepted++;
        }

        // Most damage hits a weight, and any finite weight makes a network: both outcomes must have come up.
        Assert.InRange(accepted, 500, 4999);
    }

    private bool IsNetwork(byte[] file)
    {
        var reader = new BinaryReader(new MemoryStream(file));
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var scorer = new NetworkScorer(NetworkFile.Read(reader, _mlContext));
            new ScoringBuffer(scorer, 2).Score(2);
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

    private static FittedNetwork Network() => new(
        new InputEncoding([1, 2, 3], [1, 0.5f, 0.25f], [false, true, true]),
        [
            [
                new DenseLayer([.. Enumerable.Range(0, 15).Select(i => i / 10f)], [1, 2, 3, 4, 5], Activation.Tanh),
                new DenseLayer([.. Enumerable.Range(0, 10).Select(i => -i / 10f)], [6, 7], Activation.Identity),
            ],
        ]);

    private static byte[] Write(FittedNetwork network)
    {
        var stream = new MemoryStream();
        NetworkFile.Write(new BinaryWriter(stream), network);
        return stream.ToArray();
    }
}
