using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Transforms;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Models;

/// <summary>Files that <c>mlContext.Model.Load</c> cannot make a network of.</summary>
public class DamagedFileTests
{
    private readonly MLContext _mlContext = new(seed: 1);
    private readonly byte[] _file;

    public DamagedFileTests() => _file = Save(Blobs.Model(_mlContext));

    [Fact]
    public void A_file_without_its_last_bytes_is_refused() => Assert.Equal(
        "Failed to open a zip archive", Refusal<FormatException>(_file[..^100]));

    [Fact]
    public void A_network_cut_in_the_middle_is_refused()
    {
        var entry = ModelEntry.Read(_file, "DLMCMODL");

        // ML.NET's own check of the part's length is first to see it.
        Assert.Equal(
            "One of the identified items was in an invalid format.", Cause(entry.CutTo(entry.Bytes.Length - 120)).Message);
    }

    [Fact]
    public void A_damaged_count_is_refused_and_never_becomes_an_allocation()
    {
        var entry = ModelEntry.Read(_file, "DLMCMODL");
        var slots = entry.BodyStart + sizeof(int); // ML.NET's own first number comes before.
        var damaged = entry.With(slots, BitConverter.GetBytes(int.MaxValue));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(
            $"The network in the model file is cut short or damaged: {int.MaxValue} more bytes are due, "
            + $"{entry.Bytes.Length - slots - sizeof(int)} are left. Save the model again.",
            Cause(damaged).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_text_file_is_refused() => Assert.Equal(
        "Failed to open a zip archive", Refusal<FormatException>("Species,Length\nant,1\n"u8.ToArray()));

    [Fact]
    public void A_zip_that_holds_no_model_is_refused()
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("readme.txt").Open().Dispose();

        Assert.Equal("Could not load legacy format model", Refusal<InvalidOperationException>(stream.ToArray()));
    }

    [Fact]
    public void A_model_of_another_kind_loads_as_what_it_is()
    {
        var model = _mlContext.Transforms.CopyColumns("Copy", "Label").Fit(Blobs.Data(_mlContext, 3));

        var loaded = _mlContext.Model.Load(new MemoryStream(Save(model)), out _);

        Assert.IsType<ColumnCopyingTransformer>(loaded);
    }

    private string Refusal<T>(byte[] file)
        where T : Exception => Assert.Throws<T>(() => _mlContext.Model.Load(new MemoryStream(file), out _)).Message;

    /// <summary>What made ML.NET fail to make the part, as it says in an exception of its own around.</summary>
    private FormatException Cause(byte[] file)
    {
        var error = Assert.Throws<InvalidOperationException>(() => _mlContext.Model.Load(new MemoryStream(file), out _));
        Assert.Equal("Error during class instantiation", error.Message);
        return Assert.IsType<FormatException>(error.GetBaseException());
    }

    private byte[] Save(ITransformer model)
    {
        var stream = new MemoryStream();
        _mlContext.Model.Save(model, null, stream);
        return stream.ToArray();
    }
}
