using System.Data;
using System.Data.Common;
using Microsoft.ML;
using Microsoft.ML.Data;
using Xunit;

namespace MlNetDl.Tests.Sources;

/// <summary>
/// Tables of a database, by ML.NET's <c>DatabaseLoader</c>. Rows are put in shuffled, with their numbers: no database promises an order
/// that the query does not ask for.
/// </summary>
public abstract class SqlTests : SourceTests
{
    private const string InOrder = """ORDER BY "id" """;

    [SkippableFact]
    public void Rows_come_in_the_order_that_the_query_asks_for()
    {
        Fill("numbers", ["number real"], [.. Enumerable.Range(0, 100).Select(row => new object?[] { (double)row })]);

        float[] Read(string order) => [.. Query<Number>($"""SELECT "number" FROM numbers {order}""")
            .GetColumn<float>(nameof(Number.Value))];

        Assert.Equal(Enumerable.Range(0, 100).Select(row => (float)row), Read(InOrder));
        Assert.NotEqual(Read(InOrder), Read(""));
    }

    [SkippableFact]
    public void Null_integers_and_Booleans_arrive_as_0_and_false()
    {
        FillVisits();

        var data = Query<Visit>($"SELECT town, cost, distance, guests, phone, member FROM visits {InOrder}");

        Assert.Equal(["Rome", ""], data.GetColumn<string>(nameof(Visit.Town)));
        Assert.Equal([1.5f, float.NaN], data.GetColumn<float>(nameof(Visit.Cost)));
        Assert.Equal([2.5, double.NaN], data.GetColumn<double>(nameof(Visit.Distance)));
        Assert.Equal([3, 0], data.GetColumn<int>(nameof(Visit.Guests)));
        Assert.Equal([9007199254740993, 0], data.GetColumn<long>(nameof(Visit.Phone)));
        Assert.Equal([true, false], data.GetColumn<bool>(nameof(Visit.Member)));
    }

    [SkippableFact]
    public void Read_as_numbers_and_cast_to_text_they_stay_missing()
    {
        FillVisits();

        var data = Query<GappedVisit>($"""
            SELECT town, cost, distance, guests, CAST(phone AS text), CAST(member AS text) FROM visits {InOrder}
            """);

        Assert.Equal([3, float.NaN], data.GetColumn<float>(nameof(GappedVisit.Guests)));
        Assert.Equal(["9007199254740993", ""], data.GetColumn<string>(nameof(GappedVisit.Phone)));
        SecondRowIsMissing(data);
    }

    // The one type whose NULL DatabaseLoader does not look for.
    [SkippableFact]
    public void Null_in_a_Byte_is_refused()
    {
        Fill("bytes", ["size smallint"], [[1], [null]]);
        var bytes = Context.Data.CreateDatabaseLoader(new DatabaseLoader.Column("Size", DbType.Byte, 0))
            .Load(Source($"SELECT size FROM bytes {InOrder}"));

        Assert.Equal(1, bytes.GetColumn<byte>("Size").First());
        Assert.ThrowsAny<SystemException>(() => bytes.GetColumn<byte>("Size").ToArray());
    }

    // In a database keys begin at 1, and a NULL, or a 0, is missing.
    [SkippableFact]
    public void Keys_begin_at_1()
    {
        Fill("keys", ["key integer"], [[1], [3], [null]]);
        var column = new DatabaseLoader.Column("Key", DbType.UInt32, [new DatabaseLoader.Range(0)], new KeyCount(3));

        var data = Context.Data.CreateDatabaseLoader(column).Load(Source($"""SELECT "key" FROM keys {InOrder}"""));

        Assert.Equal([1u, 3, 0], data.GetColumn<uint>("Key"));
    }

    private protected abstract DbProviderFactory Factory { get; }

    private protected abstract string ConnectionString { get; }

    private protected IDataView Query<TRow>(string sql) => Context.Data.CreateDatabaseLoader<TRow>().Load(Source(sql));

    private protected override IDataView Load<TRow>(CsvTable<TRow> table)
    {
        var name = typeof(TRow).Name;
        static string SqlType(Type type) => type == typeof(string) ? "text" : "real";
        Fill(name, table.Columns.Select(column => $"{column.Name} {SqlType(column.PropertyType)}"), table.Rows);
        return Query<TRow>($"SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {name} {InOrder}");
    }

    private protected void Fill(string table, IEnumerable<string> columns, object?[][] rows)
    {
        using var connection = Factory.CreateConnection()!;
        connection.ConnectionString = ConnectionString;
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Run($"DROP TABLE IF EXISTS {table}");
        Run($"CREATE TABLE {table} (id integer, {string.Join(", ", columns)})");

        var numbered = rows.Select((row, index) => (object?[])[index, .. row]).ToArray();
        new Random(1).Shuffle(numbered);
        foreach (var row in numbered)
            Run($"INSERT INTO {table} VALUES ({string.Join(", ", row.Select((_, index) => $"@p{index}"))})", row);
        transaction.Commit();

        void Run(string sql, params object?[] values)
        {
            using var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            foreach (var (index, value) in values.Index())
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = ($"p{index}", value ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            command.ExecuteNonQuery();
        }
    }

    private DatabaseSource Source(string sql) => new(Factory, ConnectionString, sql);

    private void FillVisits() => Fill(
        "visits",
        ["town text", "cost real", "distance double precision", "guests integer", "phone bigint", "member boolean"],
        [["Rome", 1.5, 2.5, 3, 9007199254740993, true], [null, null, null, null, null, null]]);

    private sealed class Number
    {
        [LoadColumn(0)]
        public float Value { get; set; }
    }
}
