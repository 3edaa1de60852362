namespace Metrics.Warehouse.Tables;

/// <summary>
/// Which keys a segment of the log may hold: a Bloom filter whose probes of one key lie in one cache line (Putze, Sanders and Singler,
/// "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). Keys are cryptographic hashes, so their own bits are the probes.
/// </summary>
internal sealed class KeyFilter
{
    // 34 bits a key of a full segment. A batch asks of each of its keys in each segment, so strangers taken for keys must be rare: about one in two million.
    private const int MostBlocks = 8192;
    private const int KeysOfBlock = LogSegments.RowGroup / MostBlocks;
    private const int BlockWords = 8;
    private const int ProbeBits = 9;
    private const int ProbesOfHigh = 7;
    private const int ProbesOfLow = 5;

    // The bits of the lower half that choose the block.
    private const int BlockBits = 13;

    private ulong[] _words = new ulong[MostBlocks * BlockWords];
    private int _keys;

    /// <summary>Memory, bytes.</summary>
    public int Bytes => _words.Length * sizeof(ulong);

    private int Blocks => _words.Length / BlockWords;

    /// <summary>Adds a key.</summary>
    public void Add(UInt128 key)
    {
        if (MayHold(key)) return;
        _keys++;
        var block = BlockOf(key);
        Add(block, (ulong)(key >> 64), ProbesOfHigh);
        Add(block, (ulong)key >> BlockBits, ProbesOfLow);
    }

    /// <summary>Adds the keys of another filter of the same size.</summary>
    public void Add(KeyFilter other)
    {
        for (var i = 0; i < _words.Length; i++) _words[i] |= other._words[i];
        _keys += other._keys;
    }

    /// <summary>No more keys will come, but for a few: takes half the memory, and half again, where so many keys are as well told apart by that.</summary>
    public void Shrink()
    {
        while (_keys <= Blocks / 2 * KeysOfBlock && Blocks > 1)
        {
            // A key's block is chosen by its lowest bits: of half as many, by one bit less.
            var half = _words[..(_words.Length / 2)];
            for (var i = 0; i < half.Length; i++) half[i] |= _words[half.Length + i];
            _words = half;
        }
    }

    /// <summary>Whether a key may have been added; false is certain.</summary>
    public bool MayHold(UInt128 key)
    {
        var block = BlockOf(key);
        return Holds(block, (ulong)(key >> 64), ProbesOfHigh) && Holds(block, (ulong)key >> BlockBits, ProbesOfLow);
    }

    /// <summary>Whether any of some keys may have been added; false is certain.</summary>
    public bool MayHoldAny(HashSet<UInt128> keys)
    {
        foreach (var key in keys)
        {
            if (MayHold(key)) return true;
        }

        return false;
    }

    private static void Add(Span<ulong> block, ulong probes, int count)
    {
        for (var i = 0; i < count; i++, probes >>= ProbeBits) block[(int)(probes >> 6) & (BlockWords - 1)] |= 1UL << (int)(probes & 63);
    }

    private static bool Holds(Span<ulong> block, ulong probes, int count)
    {
        for (var i = 0; i < count; i++, probes >>= ProbeBits)
        {
            if ((block[(int)(probes >> 6) & (BlockWords - 1)] & (1UL << (int)(probes & 63))) == 0) return false;
        }

        return true;
    }

    private Span<ulong> BlockOf(UInt128 key) => _words.AsSpan((int)((ulong)key & (ulong)(Blocks - 1)) * BlockWords, BlockWords);
}
