using System.IO.Compression;

namespace MlNetDl.Tests.OneHot;

/// <summary>What one transformer wrote into a saved model, to be damaged and put back, with the zip around it intact.</summary>
internal sealed class ModelEntry
{
    /// <summary>Where a model header holds the position of the body, counted from the header's start.</summary>
    private const int BodyPosition = 0x10;

    /// <summary>The bytes of a model header, the model's signature among them.</summary>
    private const int HeaderLength = 0x80;

    private readonly byte[] _model;
    private readonly string _name;

    private ModelEntry(byte[] model, string name, byte[] bytes) => (_model, _name, Bytes) = (model, name, bytes);

    public byte[] Bytes { get; }

    public int BodyStart => (int)BitConverter.ToInt64(Bytes, BodyPosition);

    /// <summary>The part whose header has the signature; where the file has one part only, none is needed.</summary>
    public static ModelEntry Read(byte[] model, string signature = "")
    {
        using var zip = new ZipArchive(new MemoryStream(model));
        return zip.Entries
            .Where(entry => entry.Name == "Model.key")
            .Select(entry => new ModelEntry(model, entry.FullName, Content(entry)))
            .Single(entry => entry.Bytes.AsSpan(0, HeaderLength).IndexOf(System.Text.Encoding.Latin1.GetBytes(signature)) >= 0);
    }

    public byte[] With(int position, byte[] bytes)
    {
        var damaged = Bytes.ToArray();
        bytes.CopyTo(damaged, position);
        return Replace(damaged);
    }

    public byte[] CutTo(int length) => Replace(Bytes[..length]);

    private static byte[] Content(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private byte[] Replace(byte[] bytes)
    {
        var model = new MemoryStream();
        model.Write(_model);
        using (var zip = new ZipArchive(model, ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry(_name)!.Delete();
            using var stream = zip.CreateEntry(_name).Open();
            stream.Write(bytes);
        }

        return model.ToArray();
    }
}
