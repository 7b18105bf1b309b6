using MlNetDl.Transforms.Inspection;

namespace MlNetDl.Transforms.OneHot;

/// <summary>The categories of an element, or of all of them together, for who asks what was learned.</summary>
internal sealed class CategoryList
{
    // The lowest rank goes first where several slots want one name: missing values are always found by theirs.
    private const int SpecialRank = 0, ValueRank = 1, NoSlotRank = 2;

    private CategoryList(OneHotCategory[] all)
    {
        All = all;
        BySlot = Array.FindAll(all, category => category.Slot is not null);
        Dropped = Array.Find(all, category => category is { Slot: null, Role: not CategoryRole.Missing });
    }

    /// <summary>All categories, in the order of their slots.</summary>
    public IReadOnlyList<OneHotCategory> All { get; }

    /// <summary>Those that have a slot.</summary>
    public OneHotCategory[] BySlot { get; }

    /// <summary>The one that all zeros stand for, if one was dropped.</summary>
    public OneHotCategory? Dropped { get; }

    /// <param name="sets">The categories, in sets that each stand for an element or for all.</param>
    /// <param name="prefixes">What names begin with in each set.</param>
    /// <param name="offsets">Where each set's slots begin.</param>
    /// <returns>A list for each set; no two slots of all of them have one name.</returns>
    public static CategoryList[] Make(Categories[] sets, string[] prefixes, int[] offsets)
    {
        var drafts = sets.Select((set, i) => Drafts(set, prefixes[i], offsets[i]).ToArray()).ToArray();
        var names = SlotNames.For([.. drafts.SelectMany(set => set).Select(draft => (draft.Name, draft.Rank))]);
        var named = 0;
        return Array.ConvertAll(drafts, set => new CategoryList(Array.ConvertAll(set, draft => draft.Named(names[named++]))));
    }

    private static IEnumerable<Draft> Drafts(Categories set, string prefix, int offset)
    {
        var layout = set.Layout;
        var members = new List<(object Value, long Count)>();
        var index = 0;
        foreach (var (label, value, count) in set.Values)
        {
            var slot = layout.Slots[index];
            if (set.IsInfrequent(index++))
                members.Add((value, count));
            else
                yield return new Draft(CategoryRole.Value, value, count, Place(slot), prefix + label, Rank(slot, ValueRank), []);
        }

        if (layout.HasInfrequent)
        {
            yield return new Draft(CategoryRole.Infrequent, null, members.Sum(member => member.Count), Place(layout.Infrequent),
                prefix + SlotNames.Infrequent, Rank(layout.Infrequent, SpecialRank), members);
        }

        yield return new Draft(CategoryRole.Missing, null, set.MissingCount, Place(layout.Missing), prefix + SlotNames.Missing,
            Rank(layout.Missing, SpecialRank), []);

        int? Place(int slot) => slot == SlotLayout.None ? null : offset + slot;
    }

    private static int Rank(int slot, int rank) => slot == SlotLayout.None ? NoSlotRank : rank;

    /// <summary>A category with the name it wants.</summary>
    private sealed record Draft(
        CategoryRole Role, object? Value, long Count, int? Slot, string Name, int Rank, List<(object Value, long Count)> Members)
    {
        public OneHotCategory Named(string name) => new(Role, Value, Count, Slot, name,
            [.. Members.Select(member => new OneHotCategory(CategoryRole.Value, member.Value, member.Count, Slot, name, []))]);
    }
}
