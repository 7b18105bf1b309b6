using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>ML.NET's own files, by <c>SaveAsBinary</c> and <c>LoadFromBinary</c>.</summary>
public sealed class BinaryFileTests : SourceTests
{
    [Fact]
    public void What_was_missing_stays_missing()
    {
        var data = Context.Data.LoadFromEnumerable(new[]
        {
            new GappedVisit { Town = "Rome", Phone = "1", Member = "yes" },
            new GappedVisit { Town = null, Cost = float.NaN, Distance = double.NaN, Guests = float.NaN, Phone = null, Member = null },
        });

        SecondRowIsMissing(Saved(data));
    }

    [Fact]
    public void Keys_keep_their_values_and_their_gaps()
    {
        var data = Context.Data.LoadFromEnumerable(new[] { new GappedVisit { Town = "Rome" }, new GappedVisit { Town = "" } });
        var keyed = Context.Transforms.Conversion.MapValueToKey("Key", nameof(GappedVisit.Town)).Fit(data).Transform(data);

        var saved = Saved(keyed);

        Assert.Equal([1u, 0], saved.GetColumn<uint>("Key"));
        Assert.Equal(["Rome", ""], Context.Transforms.Conversion.MapKeyToValue("Name", "Key").Fit(saved).Transform(saved)
            .GetColumn<string>("Name"));
    }

    private protected override IDataView Load<TRow>(CsvTable<TRow> table) => Saved(table.Load(Context));

    private IDataView Saved(IDataView data)
    {
        var path = Folder.File("table.idv");
        using (var file = File.Create(path))
            Context.Data.SaveAsBinary(data, file);

        return Context.Data.LoadFromBinary(path);
    }
}
