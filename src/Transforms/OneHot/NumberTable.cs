using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Numbers for numbers, keys and Booleans: open addressing with linear probing. All NaNs are one value, and so are 0 and -0.
/// </summary>
internal sealed class NumberTable<T> : ValueTable<T> where T : unmanaged
{
    // Odd, and not known outside this process: nobody can prepare a file of values that all meet in one place.
    private static readonly ulong _factor = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    private Entry[] _entries;
    private int _count;

    /// <param name="capacity">How many values there will be, as far as is known.</param>
    public NumberTable(int capacity) => _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 4L / 3))];

    public override bool TryFind(T value, out int number)
    {
        var entries = _entries;
        for (var place = Hash(value); ; place++)
        {
            ref var entry = ref entries[(int)place & (entries.Length - 1)];
            if (EqualityComparer<T>.Default.Equals(entry.Value, value) && entry.IsTaken)
            {
                number = entry.Number;
                return true;
            }

            if (!entry.IsTaken)
            {
                number = 0;
                return false;
            }
        }
    }

    public override void Add(T value, int number)
    {
        // A quarter is always free: that bounds the search, and more room would only cost more of the processor's cache.
        if (++_count > _entries.Length / 4 * 3)
        {
            var smaller = _entries;
            _entries = new Entry[2 * smaller.Length];
            foreach (var entry in smaller)
            {
                if (entry.IsTaken)
                    Place(entry);
            }
        }

        Place(new Entry(value, number));
    }

    private void Place(Entry entry)
    {
        var place = Hash(entry.Value);
        while (_entries[(int)place & (_entries.Length - 1)].IsTaken)
            place++;

        _entries[(int)place & (_entries.Length - 1)] = entry;
    }

    /// <summary>A product of 128 bits, folded, after Wang Yi's wyhash: its low bits tell apart numbers in a row, and others at random.</summary>
    private static ulong Hash(T value)
    {
        var high = Math.BigMul(Bits(value), _factor, out var low);
        return high ^ low;
    }

    // What the type is, the compiler knows for each T: one of the lines is left. Of floats, equal ones must have the same bits.
    private static ulong Bits(T value) =>
        typeof(T) == typeof(float) ? (uint)value.GetHashCode()
        : typeof(T) == typeof(double) ? DoubleBits(Unsafe.BitCast<T, double>(value))
        : Unsafe.SizeOf<T>() == sizeof(byte) ? Unsafe.BitCast<T, byte>(value)
        : Unsafe.SizeOf<T>() == sizeof(ushort) ? Unsafe.BitCast<T, ushort>(value)
        : Unsafe.SizeOf<T>() == sizeof(uint) ? Unsafe.BitCast<T, uint>(value)
        : Unsafe.BitCast<T, ulong>(value);

    private static ulong DoubleBits(double value) => double.IsNaN(value) ? 0 : BitConverter.DoubleToUInt64Bits(value + 0.0);

    /// <summary>A place in the table, free if all its bits are 0; a number is at least -1.</summary>
    private readonly struct Entry(T value, int number)
    {
        private readonly int _number = number + 2;

        public readonly T Value = value;

        public int Number => _number - 2;

        public bool IsTaken => _number != 0;
    }
}
