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

    // Where things are in the file of the network below.
    private const int Slots = 0, InPieces = 31, Pieces = 39, Edges = 43, Members = 63;

    private readonly MLContext _mlContext = new();

    [Fact]
    public void What_was_written_is_read_to_the_bit()
    {
        var file = Write(Network());

        var read = NetworkFile.Read(new BinaryReader(new MemoryStream(file)), _mlContext);

        Assert.Equal(file, Write(read));
        Assert.Equal([Activation.Tanh, Activation.Tanh, Activation.Identity], read.Members[0].Select(layer => layer.Activation));
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
    [InlineData(Slots)]
    [InlineData(Pieces)]
    [InlineData(Members)]
    [InlineData(Members + 4)] // layers
    [InlineData(Members + 8)] // units of the first
    public void A_damaged_count_is_refused(int position)
    {
        foreach (var count in new[] { int.MinValue, -1, 0, 1 << 20, int.MaxValue })
            Refused(position, BitConverter.GetBytes(count));
    }

    [Theory]
    [InlineData(InPieces, -1)]
    [InlineData(InPieces, 0)] // 0 is a number there may be, but then the members would come next.
    [InlineData(InPieces, 1 << 20)]
    [InlineData(InPieces + 4, -1)]
    [InlineData(InPieces + 4, 3)]
    [InlineData(InPieces, 2)]
    public void Damaged_slots_in_pieces_are_refused(int position, int number) => Refused(position, BitConverter.GetBytes(number));

    [Theory]
    [InlineData(Edges, 2)]
    [InlineData(Edges, 3)]
    [InlineData(Edges + 8, 2)]
    [InlineData(Edges + 4, float.NaN)]
    [InlineData(Edges + 8, float.PositiveInfinity)]
    [InlineData(Edges, float.NegativeInfinity)]
    public void Edges_that_do_not_ascend_or_are_not_finite_are_refused(int position, float edge) =>
        Refused(position, BitConverter.GetBytes(edge));

    [Theory]
    [InlineData(-0.01f)]
    [InlineData(1.01f)]
    [InlineData(float.NaN)]
    public void Means_outside_of_0_to_1_are_refused(float mean)
    {
        Refused(Edges + 12, BitConverter.GetBytes(mean));
        Refused(Edges + 16, BitConverter.GetBytes(mean));
    }

    [Fact]
    public void An_output_layer_with_an_activation_and_a_flag_of_2_are_refused()
    {
        var file = Write(Network());
        Assert.Equal((byte)Activation.Identity, file[^50]);
        Refused(file.Length - 50, [(byte)Activation.ReLU]);
        Refused(file.Length - 49, [2]);
        // The first and the last layer never have shared weights.
        Refused(file.Length - 49, [1]);
        Refused(Members + 13, [1]);
        Refused(Slots + 28, [2]);
    }

    [Fact]
    public void Weights_that_members_share_are_stored_once_and_shared_when_read()
    {
        var file = Write(new DrawnNetwork(Members: 4, Hidden: [64, 64]).Draw());
        var apart = Write(new DrawnNetwork(Members: 4, Hidden: [64, 64], SharesWeights: false).Draw());

        var read = NetworkFile.Read(new BinaryReader(new MemoryStream(file)), _mlContext);

        Assert.Equal(apart.Length - (3 * 64 * 64 * sizeof(float)), file.Length);
        Assert.All(read.Members, member => Assert.Same(read.Members[0][1].Weights, member[1].Weights));
        Assert.NotSame(read.Members[0][0].Weights, read.Members[1][0].Weights);
        Assert.Equal(file, Write(read));
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

    private void Refused(int position, byte[] bytes)
    {
        var file = Write(Network());
        bytes.CopyTo(file, position);
        Assert.False(IsNetwork(file), $"{string.Join(' ', bytes)} at {position} was accepted.");
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

    private static FittedNetwork Network()
    {
        float[] shared = [.. Enumerable.Range(0, 10).Select(i => i / 5f)];
        return new FittedNetwork(
            new InputEncoding([1, 2, 3], [1, 0.5f, 0.25f], [false, true, true], [null, ([1, 2, 4], [0.25f, 0.5f]), null]),
            [.. Enumerable.Range(1, 2).Select(m => (DenseLayer[])[
                new DenseLayer([.. Enumerable.Range(0, 25).Select(i => m * i / 10f)], [1, 2, 3, 4, m], Activation.Tanh),
                new DenseLayer(shared, [5, m], Activation.Tanh),
                new DenseLayer([.. Enumerable.Range(0, 4).Select(i => -m * i / 10f)], [6, m], Activation.Identity),
            ])]);
    }

    private static byte[] Write(FittedNetwork network)
    {
        var stream = new MemoryStream();
        NetworkFile.Write(new BinaryWriter(stream), network);
        return stream.ToArray();
    }
}
