using System.Data.Common;
using Microsoft.ML;
using Microsoft.ML.Data;
using Npgsql;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>A PostgreSQL server, by Npgsql.</summary>
public sealed class PostgresTests(PostgresServer server) : SqlTests, IClassFixture<PostgresServer>
{
    // Where SQLite makes text of anything.
    [SkippableFact]
    public void An_integer_is_read_as_a_number_and_as_text_when_the_query_casts_it()
    {
        Fill("phones", ["phone bigint"], [[9007199254740993], [null]]);

        Assert.Equal([9007199254740992, float.NaN], Read<Cost>("phone").GetColumn<float>(nameof(Cost.Value)));
        Assert.Throws<InvalidCastException>(() => Read<Phone>("phone").GetColumn<string>(nameof(Phone.Text)).ToArray());
        Assert.Equal(["9007199254740993", ""], Read<Phone>("CAST(phone AS text)").GetColumn<string>(nameof(Phone.Text)));

        IDataView Read<TRow>(string column) => Query<TRow>($"SELECT {column} FROM phones ORDER BY id");
    }

    private protected override string ConnectionString => server.ConnectionString;

    private protected override DbProviderFactory Factory => NpgsqlFactory.Instance;

    private sealed class Cost
    {
        [LoadColumn(0)]
        public float Value { get; set; }
    }

    private sealed class Phone
    {
        [LoadColumn(0)]
        public string Text { get; set; } = "";
    }
}
