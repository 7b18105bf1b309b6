using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// A table of numbers, keys or Booleans: open addressing with linear probing. All NaNs are one value, and so are 0 and -0.
/// </summary>
internal sealed class NumberTable<T> : ValueTable<T> where T : notnull
{
    // Not known outside this process: nobody can prepare a file of values that all meet in one place.
    private static readonly ulong _secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private const int Small = 1024;

    /// <summary>Integers below this, as codes and flags mostly are, have places of their own.</summary>
    private const int FirstIntegers = 256;

    private readonly long[] _firstIntegers = IsInteger ? new long[FirstIntegers] : [];
    private Entry[] _entries;
    private int _count;

    /// <param name="capacity">How many values there will be, as far as is known.</param>
    public NumberTable(int capacity) => _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2L * capacity))];

    // As it is, a value is mostly found; only then is it worth while to ask whether it is a NaN or -0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override ref long Find(T value)
    {
        if (IsInteger && Bits(value) < FirstIntegers)
        {
            ref var first = ref _firstIntegers[(int)Bits(value)];
            return ref first == 0 ? ref Unsafe.NullRef<long>() : ref first;
        }

        ref var number = ref FindBits(Bits(value));
        return ref Unsafe.IsNullRef(ref number) ? ref FindCanonical(value) : ref number;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref long FindCanonical(T value) => ref FindBits(Bits(Canonical(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref long FindBits(ulong bits)
    {
        var entries = _entries;
        for (var place = Hash(bits); ; place++)
        {
            ref var entry = ref entries[(int)(place & (uint)(entries.Length - 1))];
            if (Bits(entry.Value) == bits && entry.Number != 0)
                return ref entry.Number;

            if (entry.Number == 0)
                return ref Unsafe.NullRef<long>();
        }
    }

    public override void Add(T value, long number)
    {
        if (IsInteger && Bits(value) < FirstIntegers)
        {
            _firstIntegers[(int)Bits(value)] = number;
            return;
        }

        // In a small table nearly every search ends at its first place; a large one has to stay in the processor's cache.
        if (++_count > _entries.Length / (_entries.Length <= Small ? 4 : 2))
        {
            var smaller = _entries;
            _entries = new Entry[2 * smaller.Length];
            foreach (var entry in smaller)
            {
                if (entry.Number != 0)
                    Place(entry);
            }
        }

        Place(new Entry { Value = Canonical(value), Number = number });
    }

    private void Place(Entry entry)
    {
        var mask = (uint)(_entries.Length - 1);
        var place = Hash(Bits(entry.Value)) & mask;
        while (_entries[(int)place].Number != 0)
            place = (place + 1) & mask;

        _entries[(int)place] = entry;
    }

    /// <summary>
    /// Two rounds of multiplication and shift: numbers in a row, multiples and floats of few digits spread like any others.
    /// </summary>
    private static uint Hash(ulong bits)
    {
        var mixed = (bits ^ _secret) * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        return (uint)(mixed >> 32);
    }

    private static bool IsInteger => typeof(T) != typeof(float) && typeof(T) != typeof(double);

    // What T is, the compiler knows for each: one of the cases is left.
    private static T Canonical(T value)
    {
        if (typeof(T) == typeof(float))
        {
            var number = (float)(object)value;
            return (T)(object)(float.IsNaN(number) ? float.NaN : number + 0f);
        }

        if (typeof(T) == typeof(double))
        {
            var number = (double)(object)value;
            return (T)(object)(double.IsNaN(number) ? double.NaN : number + 0d);
        }

        return value;
    }

    private static ulong Bits(T value) => Unsafe.SizeOf<T>() switch
    {
        sizeof(byte) => Unsafe.BitCast<T, byte>(value),
        sizeof(ushort) => Unsafe.BitCast<T, ushort>(value),
        sizeof(uint) => Unsafe.BitCast<T, uint>(value),
        _ => Unsafe.BitCast<T, ulong>(value),
    };

    // Packed, for the same reason.
    [StructLayout(LayoutKind.Sequential, Pack = sizeof(int))]
    private struct Entry
    {
        public T Value;

        /// <summary>0 if the place is free.</summary>
        public long Number;
    }
}
