using MlNetDl.Tests.Support;

namespace MlNetDl.Tests.Tabular.Peers;

/// <summary>A line of what <c>sklearn_tables.py</c> wrote.</summary>
public sealed record SklearnTable(string Table, string Type, SklearnColumn[] Columns, SklearnSlot[] Slots)
{
    public static SklearnTable[] ReadAll() => JsonLines.Read<SklearnTable>("tests/Tabular/Peers/sklearn_tables.jsonl.gz");
}

/// <summary>A column of a table, and what was learned of it.</summary>
public sealed record SklearnColumn(string Name, double[] Medians, long Missing);

/// <summary>A slot, and the hash of its values.</summary>
public sealed record SklearnSlot(string Name, string Hash);
