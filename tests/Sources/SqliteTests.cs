using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>A SQLite file, by Microsoft.Data.Sqlite.</summary>
public sealed class SqliteTests : SqlTests
{
    // SQLite keeps the empty cells of an imported CSV as empty text, whatever the column's type.
    [Fact]
    public void Empty_text_in_a_column_of_numbers_is_0_and_NULLIF_makes_it_missing()
    {
        Fill("imported", ["cost real"], [[1.5], [""]]);

        Assert.Equal([1.5f, 0], Query<Cost>("SELECT cost FROM imported ORDER BY id").GetColumn<float>(nameof(Cost.Value)));
        SecondRowIsMissing(Query<Cost>("SELECT NULLIF(cost, '') FROM imported ORDER BY id"));
    }

    // Pooled connections would hold the file that is deleted.
    private protected override string ConnectionString => $"Data Source={Folder.File("tables.db")};Pooling=False";

    private protected override DbProviderFactory Factory => SqliteFactory.Instance;

    private sealed class Cost
    {
        [LoadColumn(0)]
        public float Value { get; set; }
    }
}
