using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using MlNetDl.Transforms.MlNet;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// What the encoding learned of one element: its categories in order, how often training saw each, and their slots. Never changes,
/// and so is shared by all cursors.
/// </summary>
internal abstract class Categories(SlotRules rules, SlotLayout layout, long missingCount)
{
    public SlotRules Rules => rules;

    public SlotLayout Layout => layout;

    /// <summary>How many training values were missing.</summary>
    public long MissingCount => missingCount;

    /// <summary>The slot of a value that is no category: of missing ones, of infrequent ones, or none.</summary>
    public int UnseenSlot { get; protected init; } = SlotLayout.None;

    /// <summary>The values in order, each with what it is called, what a user is given for it, and its count.</summary>
    public abstract IEnumerable<(string Label, object Value, long Count)> Values { get; }

    public abstract bool IsInfrequent(int value);

    public abstract void Save(ModelSaveContext ctx);
}

/// <typeparam name="T">The type of the values in the data view.</typeparam>
internal sealed class Categories<T> : Categories where T : notnull
{
    /// <summary>Kept in the table for slot 0; for none there is one less, and so not 0 either.</summary>
    private const int FirstNumber = 2;

    private const string Part = "The list of categories";

    private readonly ValueKind<T> _kind;
    private readonly T[] _values;
    private readonly long[] _counts;
    private readonly bool[] _infrequent;
    private readonly Func<T, bool> _isToken;
    private readonly ValueTable<T> _slots;

    /// <param name="kind">The kind of the values.</param>
    /// <param name="rules">How they are encoded.</param>
    /// <param name="values">The values in order, each once, none missing.</param>
    /// <param name="counts">How often training saw each.</param>
    /// <param name="infrequent">Of each, whether it is infrequent.</param>
    /// <param name="hasMissing">Whether missing values have a slot.</param>
    /// <param name="missingCount">How often training saw a missing one.</param>
    public Categories(
        ValueKind<T> kind, SlotRules rules, T[] values, long[] counts, bool[] infrequent, bool hasMissing, long missingCount)
        : base(rules, new SlotLayout(infrequent, hasMissing, rules.DropFirst), missingCount)
    {
        _kind = kind;
        _values = values;
        _counts = counts;
        _infrequent = infrequent;
        _isToken = kind.TokenTest(rules.Tokens);
        UnseenSlot = rules.Unseen switch
        {
            UnseenValues.Missing => Layout.Missing,
            UnseenValues.Infrequent => Layout.Infrequent,
            _ => SlotLayout.None,
        };

        _slots = kind.MakeTable(values.Length);
        for (var i = 0; i < values.Length; i++)
            _slots.Add(values[i], Layout.Slots[i] + FirstNumber);
    }

    public ValueKind<T> Kind => _kind;

    public ReadOnlySpan<T> InOrder => _values;

    public override IEnumerable<(string Label, object Value, long Count)> Values
        => _values.Zip(_counts, (value, count) => (_kind.Label(value), _kind.ToObject(value), count));

    public override bool IsInfrequent(int value) => _infrequent[value];

    /// <summary>The slot of a value, or <see cref="SlotLayout.None"/>.</summary>
    /// <exception cref="InvalidOperationException">The value is no category, and that is to be an error.</exception>
    public int SlotOf(T value)
    {
        ref var number = ref _slots.Find(value);
        return Unsafe.IsNullRef(ref number) ? SlotOfOther(value) : (int)number - FirstNumber;
    }

    public override void Save(ModelSaveContext ctx)
    {
        // bool: whether missing values have a slot
        // long: count of missing values
        // int: number of values
        // the values, in order
        // long: the count of each
        // bool: whether each is infrequent
        ctx.Writer.Write(Layout.Missing != SlotLayout.None);
        ctx.Writer.Write(MissingCount);
        ctx.Writer.Write(_values.Length);
        foreach (var value in _values)
            _kind.Write(ctx, value);
        foreach (var count in _counts)
            ctx.Writer.Write(count);
        foreach (var rare in _infrequent)
            ctx.Writer.Write(rare);
    }

    public static Categories<T> Load(IExceptionContext ectx, ModelLoadContext ctx, ValueKind<T> kind, SlotRules rules)
    {
        ctx.Reader.CheckRemaining(ectx, sizeof(bool) + sizeof(long) + sizeof(int), Part);
        var hasMissing = ctx.Reader.ReadBoolean();
        var missingCount = ctx.Reader.ReadInt64();
        var size = ctx.Reader.ReadCount(ectx, kind.StoredSize + sizeof(long) + sizeof(bool), Part);
        var values = new T[size];
        var known = new HashSet<T>(size, kind.Equality);
        for (var i = 0; i < size; i++)
        {
            values[i] = kind.Keep(kind.Read(ctx));
            ectx.CheckDecode(!kind.IsMissing(values[i]) && known.Add(values[i]), "A category is missing, or is there twice.");
        }

        var counts = new long[size];
        var left = long.MaxValue;
        for (var i = 0; i < size; i++)
        {
            counts[i] = ctx.Reader.ReadInt64();
            ectx.CheckDecode(counts[i] >= 0 && counts[i] <= left, "The count of a category is negative, or all counts are too large.");
            left -= counts[i];
        }

        var infrequent = new bool[size];
        for (var i = 0; i < size; i++)
            infrequent[i] = ctx.Reader.ReadBoolean();
        ectx.CheckDecode(missingCount >= 0, "The count of missing values is negative.");
        return new Categories<T>(kind, rules, values, counts, infrequent, hasMissing, missingCount);
    }

    private int SlotOfOther(T value)
    {
        if (_kind.IsMissing(value) || _isToken(value))
            return Layout.Missing;

        return Rules.Unseen != UnseenValues.Error ? UnseenSlot : throw Refusals.Unseen(Rules.Where, _kind.Label(value));
    }
}
