using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MlNetDl.Transforms.OneHot;

/// <summary>
/// Numbers for texts: open addressing with linear probing. Of a text of up to 16 characters, as most categories are, the characters
/// themselves are in the table, so that nothing else is looked at.
/// </summary>
internal sealed class TextTable : ValueTable<ReadOnlyMemory<char>>
{
    private Entry[] _entries;
    private int _count;

    /// <param name="capacity">How many texts there will be, as far as is known.</param>
    public TextTable(int capacity) => _entries = new Entry[BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 2L * capacity))];

    public override ref long Find(ReadOnlyMemory<char> value)
    {
        var text = value.Span;
        var words = new Words(text);
        var entries = _entries;
        for (var place = words.Hash(text.Length); ; place++)
        {
            ref var entry = ref entries[(int)(place & (uint)(entries.Length - 1))];
            if (entry.Number == 0)
                return ref Unsafe.NullRef<long>();

            if (entry.Text.Length == text.Length && entry.Words.Equals(words)
                && (text.Length <= Words.WholeText || entry.Text.Span.SequenceEqual(text)))
            {
                return ref entry.Number;
            }
        }
    }

    public override void Add(ReadOnlyMemory<char> value, long number)
    {
        if (2 * ++_count > _entries.Length)
        {
            var smaller = _entries;
            _entries = new Entry[2 * smaller.Length];
            foreach (var entry in smaller)
            {
                if (entry.Number != 0)
                    Place(entry);
            }
        }

        Place(new Entry { Words = new Words(value.Span), Text = value, Number = number });
    }

    private void Place(Entry entry)
    {
        var place = entry.Words.Hash(entry.Text.Length);
        while (_entries[(int)(place & (uint)(_entries.Length - 1))].Number != 0)
            place++;

        _entries[(int)(place & (uint)(_entries.Length - 1))] = entry;
    }

    private struct Entry
    {
        public Words Words;
        public ReadOnlyMemory<char> Text;

        /// <summary>0 if the place is free.</summary>
        public long Number;
    }

    /// <summary>
    /// Four words that with the length are all there is of a text of up to 16 characters; they overlap where there are fewer. Of a longer
    /// text they are a hash.
    /// </summary>
    private readonly struct Words
    {
        public const int WholeText = 4 * CharactersPerWord;

        private const int CharactersPerWord = sizeof(ulong) / sizeof(char);

        // Not known outside this process: nobody can prepare a file of texts that all meet in one place.
        private static readonly ulong[] _secrets =
            MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(4 * sizeof(ulong))).ToArray();

        private readonly ulong _0, _1, _2, _3;

        public Words(ReadOnlySpan<char> text)
        {
            ref var first = ref MemoryMarshal.GetReference(text);
            var last = text.Length - CharactersPerWord;
            if ((uint)last <= WholeText - CharactersPerWord)
            {
                _0 = Word(ref first, 0);
                _1 = Word(ref first, Math.Min(CharactersPerWord, last));
                _2 = Word(ref first, Math.Max(last - CharactersPerWord, 0));
                _3 = Word(ref first, last);
            }
            else if (last < 0)
            {
                foreach (var unit in text)
                    _0 = _0 << 16 | unit;
            }
            else
            {
                (_0, _1) = Digest(text);
            }
        }

        public bool Equals(Words other) => ((_0 ^ other._0) | (_1 ^ other._1) | (_2 ^ other._2) | (_3 ^ other._3)) == 0;

        /// <summary>Products of 64 by 64 bits, folded, after Wang Yi's wyhash.</summary>
        public uint Hash(int length)
        {
            var secrets = _secrets;
            return (uint)(Fold(_0 ^ secrets[0], _1 ^ secrets[1]) ^ Fold(_2 ^ secrets[2], _3 ^ secrets[3] ^ (uint)length));
        }

        private static (ulong Even, ulong Odd) Digest(ReadOnlySpan<char> text)
        {
            ref var first = ref MemoryMarshal.GetReference(text);
            var last = text.Length - CharactersPerWord;
            var (even, odd) = (_secrets[2], _secrets[3]);
            for (var i = 0; i <= last; i += 2 * CharactersPerWord)
            {
                even = Fold(even ^ Word(ref first, i), _secrets[0]);
                odd = Fold(odd ^ Word(ref first, Math.Min(i + CharactersPerWord, last)), _secrets[1]);
            }

            return (even ^ Word(ref first, last), odd);
        }

        private static ulong Fold(ulong x, ulong y)
        {
            var high = Math.BigMul(x, y, out var low);
            return high ^ low;
        }

        private static ulong Word(ref char first, int index)
            => Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<char, byte>(ref Unsafe.Add(ref first, index)));
    }
}
