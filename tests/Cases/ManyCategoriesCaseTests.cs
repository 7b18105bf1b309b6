using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetDl.Tests.OneHot;
using MlNetDl.Tests.Support;
using Xunit;

namespace MlNetDl.Tests.Cases;

/// <summary>The case <c>shape-3</c> of the shared folder <c>cases</c>: alone, since it watches the memory of the process.</summary>
[Collection(RunsAlone.Name)]
public class ManyCategoriesCaseTests
{
    private const int Count = 100_000;

    private readonly MLContext _mlContext = new();

    [Theory]
    [MemberData(nameof(Cultures.All), MemberType = typeof(Cultures))]
    public void Shape_3_a_hundred_thousand_categories_take_one_entry_a_row(string culture) => Encoding.UnderCulture(culture, () =>
    {
        string[] texts = [.. Enumerable.Range(0, Count).Select(i => FormattableString.Invariant($"v{i}"))];
        var slots = texts.Order(StringComparer.Ordinal).Index().ToDictionary(slot => slot.Item, slot => slot.Index);
        new Random(1).Shuffle(texts);
        var data = Encoding.Column(_mlContext, texts);
        using var memory = new ManagedMemory();

        var encoded = Encoding.Fit(_mlContext, data).Transform(data);

        Assert.Equal(Count + 1, ((VectorDataViewType)encoded.Schema["c"].Type).Size);
        var rows = encoded.GetColumn<VBuffer<float>>("c")
            .Select(row => (row.Length, row.IsDense, row.GetIndices().ToArray(), row.GetValues().ToArray()));
        Assert.Equal(Count, rows.Zip(texts, (row, text) =>
        {
            var (length, dense, indices, values) = row;
            Assert.Equal(Count + 1, length);
            Assert.False(dense);
            Assert.Equal(slots[text], Assert.Single(indices));
            Assert.Equal(1, Assert.Single(values));
            return row;
        }).Count());
        // Rows of a hundred thousand numbers each would take 40 GB.
        Assert.InRange(memory.Peak(), 0, 500_000_000);
    });

    /// <summary>Watches what the managed heap holds, garbage included.</summary>
    private sealed class ManagedMemory : IDisposable
    {
        private readonly Timer _timer;
        private long _peak;

        public ManagedMemory()
        {
            GC.Collect();
            _timer = new Timer(_ => Look(), null, dueTime: 0, period: 5);
        }

        public long Peak()
        {
            Look();
            return Interlocked.Read(ref _peak);
        }

        public void Dispose() => _timer.Dispose();

        private void Look()
        {
            var now = GC.GetTotalMemory(forceFullCollection: false);
            for (var peak = Interlocked.Read(ref _peak); now > peak;)
                peak = Interlocked.CompareExchange(ref _peak, now, peak) is var seen && seen == peak ? now : seen;
        }
    }
}
