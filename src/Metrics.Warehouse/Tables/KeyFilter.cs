namespace Metrics.Warehouse.Tables;

/// <summary>
/// Which keys a segment of the log may hold: a Bloom filter whose probes of one key lie in one cache line (Putze, Sanders and Singler,
/// "Cache-, Hash- and Space-Efficient Bloom Filters", 2007). Keys are cryptographic hashes, so their own bits are the probes.
/// </summary>
internal sealed class KeyFilter
{
    // 34 bits a key of a full segment: about one stranger in fifty thousand is taken for a key.
    private const int Blocks = 8192;
    private const int BlockWords = 8;
    private const int Probes = 7;
    private const int ProbeBits = 9;

    private readonly ulong[] _words = new ulong[Blocks * BlockWords];

    /// <summary>Adds a key.</summary>
    public void Add(UInt128 key)
    {
        var block = BlockOf(key);
        var probes = (ulong)(key >> 64);
        for (var i = 0; i < Probes; i++, probes >>= ProbeBits) block[(int)(probes >> 6) & (BlockWords - 1)] |= 1UL << (int)(probes & 63);
    }

    /// <summary>Whether a key may have been added; false is certain.</summary>
    public bool MayHold(UInt128 key)
    {
        var block = BlockOf(key);
        var probes = (ulong)(key >> 64);
        for (var i = 0; i < Probes; i++, probes >>= ProbeBits)
        {
            if ((block[(int)(probes >> 6) & (BlockWords - 1)] & (1UL << (int)(probes & 63))) == 0) return false;
        }

        return true;
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

    private Span<ulong> BlockOf(UInt128 key) => _words.AsSpan((int)((ulong)key % Blocks) * BlockWords, BlockWords);
}
